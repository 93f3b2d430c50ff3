// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

import static io.barnabas.cli.client.BrokerConnection.check;

import io.barnabas.wire.message.DescribeLogDirsRequest;
import io.barnabas.wire.message.DescribeLogDirsResponse;
import io.barnabas.wire.protocol.TopicPartition;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** How many bytes partitions take on the broker's disks. */
public final class Sizes {
    private final BrokerConnection broker;

    public Sizes(BrokerConnection broker) {
        this.broker = broker;
    }

    /** Of every partition in a directory that works. */
    public Map<TopicPartition, Long> ofAll() throws IOException {
        var request = new DescribeLogDirsRequest().setTopics(null);
        DescribeLogDirsResponse response = broker.call(request, DescribeLogDirsResponse.class);
        check(response.errorCode(), "log directories");
        Map<TopicPartition, Long> sizes = new HashMap<>();
        for (var directory : response.results()) {
            for (var topic : directory.topics()) {
                for (var partition : topic.partitions()) {
                    var key = new TopicPartition(topic.name(), partition.partitionIndex());
                    sizes.merge(key, partition.partitionSize(), Long::sum);
                }
            }
        }
        return sizes;
    }
}
