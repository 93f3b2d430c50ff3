// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.modern.GroupDraft;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TimerKey;
import io.barnabas.coordinator.runtime.TopicImage;
import org.jspecify.annotations.Nullable;

/** What one operation is about to do to one streams group: a {@link GroupDraft}, and the soft state that goes with it. */
final class StreamsGroupDraft {

    private final GroupDraft<StreamsGroup> draft;
    private SoftState softState;

    StreamsGroupDraft(StreamsGroup group, long nowMs) {
        this.draft = new GroupDraft<>(group, StreamsGroup::copy, nowMs);
        this.softState = group.softState();
    }

    /** The group as the records so far make it. */
    StreamsGroup group() {
        return draft.group();
    }

    String groupId() {
        return draft.group().groupId();
    }

    /** The group before the operation. */
    StreamsGroup before() {
        return draft.before();
    }

    long nowMs() {
        return draft.nowMs();
    }

    void write(CoordinatorRecord record) {
        draft.write(record);
    }

    /** A record that does not belong to the group: what it replaces. */
    void writeAside(CoordinatorRecord record) {
        draft.writeAside(record);
    }

    void setTimer(TimerKey key, long delayMs) {
        draft.setTimer(key, delayMs);
    }

    void cancelTimer(TimerKey key) {
        draft.cancelTimer(key);
    }

    SoftState softState() {
        return softState;
    }

    void remember(SoftState newState) {
        softState = newState;
    }

    /** The topology with the topics of the image, from memory when both are the same as last time. */
    ConfiguredTopology configure(Topology topology, TopicImage topics) {
        SoftState.Configured known = softState.configured();
        if (known != null && known.isOf(topology, topics)) {
            return known.topology();
        }
        ConfiguredTopology configured = TopologyConfiguration.configure(topology, topics);
        softState = softState.with(new SoftState.Configured(topics.version(), configured));
        return configured;
    }

    <R> CoordinatorResult<R> result(Groups groups, @Nullable R response) {
        String groupId = groupId();
        SoftState newState = softState;
        CoordinatorResult<R> result = draft.result(response);
        return new CoordinatorResult<>(result.records(), response, result.timers(), result.answers(), () -> {
            StreamsGroup group = StreamsGroupLookup.find(groups, groupId);
            if (group != null) {
                group.install(newState);
            }
        });
    }
}
