// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.view;

import io.barnabas.broker.BrokerView;
import io.barnabas.broker.metadata.PartitionInfo;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.partition.Partition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;

/** The logs of partitions, as far as they can be told without opening those that are closed. */
public final class LogsView {
    private static final long UNKNOWN = -1;

    private final BrokerView broker;

    public LogsView(BrokerView broker) {
        this.broker = broker;
    }

    /** By partition number. Asks the disk for the sizes of closed logs. */
    public List<LogState> of(TopicInfo topic) {
        return topic.partitions().stream()
                .map(info -> of(topic, info))
                .sorted(Comparator.comparingInt(LogState::partition))
                .toList();
    }

    private LogState of(TopicInfo topic, PartitionInfo info) {
        try {
            Partition partition = broker.partitions().find(topic.name(), info.partition());
            if (partition != null && !partition.log().isOffline()) {
                var log = partition.log();
                long end = log.highWatermark();
                return new LogState(info.partition(), Math.min(log.knownLogStartOffset(), end), end, log.sizeInBytes());
            }
        } catch (IOException | UncheckedIOException e) {
            // The directory has failed since, which the log has said already.
        }
        return new LogState(info.partition(), UNKNOWN, UNKNOWN, UNKNOWN);
    }

    /** The high watermark; -1 when there is no such partition. */
    public long highWatermark(String topic, int index) {
        try {
            Partition partition = broker.partitions().find(topic, index);
            return partition == null || partition.log().isOffline()
                    ? UNKNOWN
                    : partition.log().highWatermark();
        } catch (UncheckedIOException e) {
            return UNKNOWN;
        }
    }
}
