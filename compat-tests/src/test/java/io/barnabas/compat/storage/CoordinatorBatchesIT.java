// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.storage;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.harness.Tool;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The batches that coordinators write, to the field: the one of groups numbers its records, the one of transactions does not. */
final class CoordinatorBatchesIT {
    private static final String NUMBERED = "baseSequence: 0 lastSequence: 0 producerId: -1 producerEpoch: -1";
    private static final String NOT_NUMBERED = "baseSequence: -1 lastSequence: -1 producerId: -1 producerEpoch: -1";

    @RegisterExtension
    final TestBroker broker =
            TestBroker.own("offsets.topic.num.partitions=1", "transaction.state.log.num.partitions=1");

    @Test
    void shouldWriteTheBatchesThatKafkaWrites() {
        var topic = createTopic(broker.bootstrap(), "written", 1);
        try (var consumer = Clients.groupConsumer(broker.bootstrap(), unique("commits"))) {
            consumer.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(1)));
        }
        try (var producer = Clients.producer(broker.bootstrap(), "transactional.id=" + unique("t"))) {
            producer.initTransactions();
            producer.beginTransaction();
            get(producer.send(new ProducerRecord<>(topic, "v")));
            producer.commitTransaction();
        }
        broker.broker().stop();

        assertThat(dump("__consumer_offsets")).contains(NUMBERED).doesNotContain(NOT_NUMBERED);
        assertThat(dump("__transaction_state")).contains(NOT_NUMBERED).doesNotContain(NUMBERED);
    }

    private String dump(String topic) {
        return Tool.plain(
                        "dump-log",
                        "--files",
                        broker.broker()
                                .dataDirectory()
                                .resolve(topic + "-0/00000000000000000000.log")
                                .toString())
                .run()
                .succeeded()
                .out();
    }
}
