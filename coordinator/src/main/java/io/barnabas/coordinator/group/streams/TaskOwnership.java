// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which processes have which tasks, what they are about to give up included. A process has one directory of state for a
 * task, so it cannot have the task twice, in whatever roles; and no two processes may have it active.
 */
final class TaskOwnership {

    private final Set<TaskId> active = new HashSet<>();
    private final Map<String, Set<TaskId>> byProcess = new HashMap<>();

    private TaskOwnership() {}

    static TaskOwnership of(Collection<StreamsMember> members) {
        var ownership = new TaskOwnership();
        for (StreamsMember member : members) {
            Tasks tasks = member.current().inHand();
            ownership.active.addAll(tasks.active());
            Set<TaskId> ofProcess = ownership.byProcess.computeIfAbsent(member.processId(), process -> new HashSet<>());
            tasks.all().forEach(ofProcess::add);
        }
        return ownership;
    }

    boolean isActive(TaskId task) {
        return active.contains(task);
    }

    boolean isWith(String processId, TaskId task) {
        return byProcess.getOrDefault(processId, Set.of()).contains(task);
    }
}
