// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import io.barnabas.coordinator.group.consumer.ConsumerGroup;
import io.barnabas.coordinator.group.consumer.ConsumerGroupRecords;
import io.barnabas.coordinator.group.modern.ModernGroup;
import io.barnabas.coordinator.group.share.ShareGroup;
import io.barnabas.coordinator.group.share.ShareGroupRecords;
import io.barnabas.coordinator.group.streams.StreamsGroup;
import io.barnabas.coordinator.group.streams.StreamsGroupRecords;
import io.barnabas.wire.protocol.RecordMessage;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The kinds of groups whose records we replay, and which records are whose. */
final class ModernGroupKinds {

    static final List<Kind> ALL = List.of(
            new Kind(
                    ConsumerGroupRecords::groupIdOf,
                    ConsumerGroupRecords::isGroup,
                    ConsumerGroup.class,
                    ConsumerGroup::new),
            new Kind(ShareGroupRecords::groupIdOf, ShareGroupRecords::isGroup, ShareGroup.class, ShareGroup::new),
            new Kind(
                    StreamsGroupRecords::groupIdOf,
                    StreamsGroupRecords::isGroup,
                    StreamsGroup.class,
                    StreamsGroup::new));

    private ModernGroupKinds() {}

    /**
     * One kind.
     *
     * @param groupIdOf the group that the key of a record names, or null when the record is of another kind
     * @param isGroup whether a key is the group's own, whose tombstone ends it
     */
    record Kind(
            GroupIdOf groupIdOf,
            Predicate<RecordMessage> isGroup,
            Class<? extends ModernGroup> type,
            Function<String, ModernGroup> empty) {}

    /** Names the group of a record's key. */
    interface GroupIdOf {
        @Nullable
        String of(RecordMessage key);
    }
}
