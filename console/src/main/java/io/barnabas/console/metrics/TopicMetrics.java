// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.metrics;

import io.barnabas.broker.BrokerView;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.metrics.TotalTraffic;
import io.barnabas.broker.partition.Partition;
import io.barnabas.console.view.LogState;
import io.barnabas.console.view.LogsView;
import java.util.Comparator;
import java.util.List;

/** Topics and their partitions: what goes in and out, and what is kept. Topics of which nobody has asked anything have no traffic. */
final class TopicMetrics {
    private static final int MAX_PARTITIONS = 5000;
    private static final String ALL = "";
    private static final int RUNNING = 3;

    private final BrokerView broker;
    private final LogsView logs;

    TopicMetrics(BrokerView broker, LogsView logs) {
        this.broker = broker;
        this.logs = logs;
    }

    void addTo(Exposition exposition) {
        TotalTraffic total = broker.partitions().traffic();
        exposition
                .add(Metric.MESSAGES_IN, total.messagesIn(), ALL)
                .add(Metric.BYTES_IN, total.bytesIn(), ALL)
                .add(Metric.BYTES_OUT, total.bytesOut(), ALL);
        MetadataImage image = broker.metadata().get();
        List<TopicInfo> topics =
                image.topics().sorted(Comparator.comparing(TopicInfo::name)).toList();
        int partitions = 0;
        int offline = 0;
        for (TopicInfo topic : topics) {
            partitions += topic.partitions().size();
            addTraffic(exposition, topic);
            exposition.add(Metric.TOPIC_PARTITIONS, topic.partitions().size(), topic.name());
            if (partitions <= MAX_PARTITIONS) {
                offline += addLogs(exposition, topic);
            }
        }
        addCounts(exposition, topics.size(), partitions, offline);
    }

    private static void addCounts(Exposition exposition, int topics, int partitions, int offline) {
        exposition
                .add(Metric.LEFT_OUT, Math.max(0, partitions - MAX_PARTITIONS), "log")
                .add(Metric.BROKER_STATE, RUNNING)
                .add(Metric.BROKERS, 1)
                .add(Metric.ACTIVE_BROKERS, 1)
                .add(Metric.ACTIVE_CONTROLLERS, 1)
                .add(Metric.TOPIC_COUNT, topics)
                .add(Metric.GLOBAL_PARTITION_COUNT, partitions)
                .add(Metric.PARTITION_COUNT, partitions)
                .add(Metric.LEADER_COUNT, partitions - offline)
                .add(Metric.UNDER_REPLICATED, 0)
                .add(Metric.OFFLINE_REPLICAS, offline)
                .add(Metric.OFFLINE_PARTITIONS, offline);
    }

    private void addTraffic(Exposition exposition, TopicInfo topic) {
        long messagesIn = 0;
        long bytesIn = 0;
        long bytesOut = 0;
        for (var info : topic.partitions()) {
            Partition partition = broker.partitions().findInUse(topic.id(), info.partition());
            if (partition != null) {
                messagesIn += partition.traffic().messagesIn();
                bytesIn += partition.traffic().bytesIn();
                bytesOut += partition.traffic().bytesOut();
            }
        }
        if (bytesIn + bytesOut > 0) {
            exposition
                    .add(Metric.MESSAGES_IN, messagesIn, topic.name())
                    .add(Metric.BYTES_IN, bytesIn, topic.name())
                    .add(Metric.BYTES_OUT, bytesOut, topic.name());
        }
    }

    /** How many of them are offline. */
    private int addLogs(Exposition exposition, TopicInfo topic) {
        int offline = 0;
        for (LogState log : logs.of(topic)) {
            if (log.end() < 0) {
                offline++;
            } else {
                String number = Integer.toString(log.partition());
                exposition
                        .add(Metric.LOG_SIZE, log.sizeInBytes(), topic.name(), number)
                        .add(Metric.LOG_START, log.start(), topic.name(), number)
                        .add(Metric.LOG_END, log.end(), topic.name(), number);
            }
        }
        return offline;
    }
}
