// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.PartitionChangeRecord;
import io.barnabas.broker.metadata.record.RegisterBrokerRecord;
import io.barnabas.broker.metadata.record.UnregisterBrokerRecord;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Forgets a broker that metadata of a larger cluster, or of Kafka, has brought along, and takes it out of the ISRs.
 *
 * <p>Unlike Kafka, this node goes on serving when its own registration is taken away, since it needs none.
 */
public final class UnregisterBroker implements MetadataOperation<Boolean> {
    private final int brokerId;

    public UnregisterBroker(int brokerId) {
        this.brokerId = brokerId;
    }

    /** @throws ApiException BROKER_ID_NOT_REGISTERED */
    @Override
    public Decision<Boolean> decide(MetadataImage image) {
        RegisterBrokerRecord registration = image.brokers.get(brokerId);
        if (registration == null) {
            throw new ApiException(
                    Errors.BROKER_ID_NOT_REGISTERED, "Broker ID " + brokerId + " is not currently registered");
        }
        List<Message> records = new ArrayList<>();
        if (brokerId != image.nodeId()) {
            image.topics().forEach(topic -> leaveIsrs(topic, records));
        }
        records.add(new UnregisterBrokerRecord().setBrokerId(brokerId).setBrokerEpoch(registration.brokerEpoch()));
        return new Decision<>(true, records);
    }

    private void leaveIsrs(TopicInfo topic, List<Message> records) {
        for (PartitionInfo partition : topic.partitions()) {
            if (partition.isr().contains(brokerId)) {
                records.add(new PartitionChangeRecord()
                        .setTopicId(topic.id())
                        .setPartitionId(partition.partition())
                        .setIsr(partition.isr().stream()
                                .filter(replica -> replica != brokerId)
                                .toList()));
            }
        }
    }
}
