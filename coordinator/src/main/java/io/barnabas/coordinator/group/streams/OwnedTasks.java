// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import io.barnabas.wire.message.StreamsGroupHeartbeatRequest;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest.TaskIds;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a member says it has. */
final class OwnedTasks {

    private OwnedTasks() {}

    /** Null when it has not said. */
    static @Nullable Tasks of(StreamsGroupHeartbeatRequest request) {
        return request.activeTasks() == null
                ? null
                : Tasks.of(tasks(request.activeTasks()), tasks(request.standbyTasks()), tasks(request.warmupTasks()));
    }

    private static List<TaskId> tasks(@Nullable List<TaskIds> ids) {
        List<TaskId> tasks = new ArrayList<>();
        Objects.requireNonNullElse(ids, List.<TaskIds>of())
                .forEach(id ->
                        id.partitions().forEach(partition -> tasks.add(new TaskId(id.subtopologyId(), partition))));
        return tasks;
    }

    /** @throws ApiException INVALID_REQUEST when there is no such task */
    static void check(@Nullable Tasks owned, ConfiguredTopology configured) {
        if (owned == null || !configured.isReady()) {
            return;
        }
        owned.all().forEach(task -> {
            Integer count = configured.taskCounts().get(task.subtopology());
            if (count == null) {
                throw new ApiException(
                        Errors.INVALID_REQUEST,
                        "Subtopology " + task.subtopology() + " does not exist in the topology.");
            }
            if (task.partition() < 0 || task.partition() >= count) {
                throw new ApiException(
                        Errors.INVALID_REQUEST,
                        "Task " + task.partition() + " for subtopology " + task.subtopology()
                                + " is invalid. Number of tasks for this subtopology: " + count);
            }
        });
    }
}
