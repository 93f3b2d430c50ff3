// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each task to one member as its active, and to members of other processes as standby. The active tasks of any two
 * members differ in number by one at most. Within that, a task stays with its member, goes else to where its state is (the
 * member or process that had it in whatever role), else to the member with the least to do.
 */
final class StickyTaskAssignor {

    private static final Logger LOG = LoggerFactory.getLogger(StickyTaskAssignor.class);

    /** Who has to give up tasks keeps some of each subtopology, which may differ in what they cost. */
    private static final Comparator<TaskId> ACROSS_SUBTOPOLOGIES =
            Comparator.comparingInt(TaskId::partition).thenComparing(TaskId::subtopology);

    /** A member as an assignment is made: what it had, and what it gets. */
    private static final class Worker {
        final String id;
        final String processId;
        final Tasks before;
        final List<TaskId> kept;
        final SortedSet<TaskId> active = new TreeSet<>();
        final SortedSet<TaskId> standby = new TreeSet<>();

        Worker(String id, MemberSpec spec) {
            this.id = id;
            this.processId = spec.processId();
            this.before = spec.tasks();
            this.kept = before.active().stream().sorted(ACROSS_SUBTOPOLOGIES).toList();
        }

        int load() {
            return active.size() + standby.size();
        }

        long ofSubtopology(TaskId task) {
            return active.stream()
                    .filter(each -> each.subtopology().equals(task.subtopology()))
                    .count();
        }

        boolean had(TaskId task) {
            return before.active().contains(task) || before.standby().contains(task);
        }
    }

    /** A member as it is: the process it belongs to, and what it was to have so far. */
    record MemberSpec(String processId, Tasks tasks) {}

    private final List<Worker> workers = new ArrayList<>();
    private final Map<String, List<Worker>> processes = new LinkedHashMap<>();
    private final Map<TaskId, Set<String>> processesOfTask = new HashMap<>();

    private StickyTaskAssignor(SortedMap<String, MemberSpec> members) {
        members.forEach((id, spec) -> {
            var worker = new Worker(id, spec);
            workers.add(worker);
            processes
                    .computeIfAbsent(spec.processId(), process -> new ArrayList<>())
                    .add(worker);
        });
    }

    /**
     * What each member is to have.
     *
     * @param taskCounts the number of tasks of each subtopology
     * @param stateful the subtopologies whose tasks have standbys
     */
    static Map<String, Tasks> assign(
            SortedMap<String, MemberSpec> members,
            SortedMap<String, Integer> taskCounts,
            Set<String> stateful,
            int standbyReplicas) {
        var assignor = new StickyTaskAssignor(members);
        SortedSet<TaskId> tasks = new TreeSet<>();
        taskCounts.forEach((subtopology, count) -> {
            for (int partition = 0; partition < count; partition++) {
                tasks.add(new TaskId(subtopology, partition));
            }
        });
        if (!members.isEmpty()) {
            assignor.assignActive(tasks);
            tasks.removeIf(task -> !stateful.contains(task.subtopology()));
            assignor.assignStandby(tasks, standbyReplicas);
        }
        Map<String, Tasks> assignment = new TreeMap<>();
        assignor.workers.forEach(
                worker -> assignment.put(worker.id, Tasks.of(worker.active, worker.standby, Set.of())));
        return assignment;
    }

    private void assignActive(SortedSet<TaskId> tasks) {
        SortedSet<TaskId> open = new TreeSet<>(tasks);
        int everyone = tasks.size() / workers.size();
        int more = tasks.size() % workers.size();
        for (Worker worker : workers) {
            keep(worker, open, everyone);
        }
        for (Worker worker : workers) {
            if (more > 0 && keep(worker, open, everyone + 1)) {
                more--;
            }
        }
        for (TaskId task : open) {
            int limit = more > 0 ? everyone : everyone - 1;
            Worker worker = workers.stream()
                    .filter(each -> each.active.size() <= limit)
                    .min(Comparator.comparing((Worker each) -> !each.had(task))
                            .thenComparing(each -> !processHad(each.processId, task))
                            .thenComparing(each -> each.active.size())
                            .thenComparing(each -> each.ofSubtopology(task))
                            .thenComparing(each -> each.id))
                    .orElseThrow();
            if (worker.active.size() == everyone) {
                more--;
            }
            giveActive(worker, task);
        }
    }

    /** Lets a member keep what it had, up to so many tasks; says whether it has that many then, and one of them from this. */
    private boolean keep(Worker worker, SortedSet<TaskId> open, int limit) {
        boolean kept = false;
        for (TaskId task : worker.kept) {
            if (worker.active.size() < limit && open.remove(task)) {
                giveActive(worker, task);
                kept = true;
            }
        }
        return kept && worker.active.size() == limit;
    }

    private void giveActive(Worker worker, TaskId task) {
        worker.active.add(task);
        processesOfTask.computeIfAbsent(task, each -> new TreeSet<>()).add(worker.processId);
    }

    private boolean processHad(String processId, TaskId task) {
        return processes.getOrDefault(processId, List.of()).stream().anyMatch(worker -> worker.had(task));
    }

    private void assignStandby(SortedSet<TaskId> tasks, int replicas) {
        int most = Math.min(replicas, processes.size() - 1);
        if (most < replicas && !tasks.isEmpty()) {
            LOG.debug("Each task has {} standbys, not {}: there are no more processes.", Math.max(0, most), replicas);
        }
        int total = workers.stream().mapToInt(worker -> worker.active.size()).sum() + tasks.size() * Math.max(0, most);
        int fair = (total + workers.size() - 1) / workers.size();
        Map<TaskId, Integer> open = new TreeMap<>();
        for (TaskId task : tasks) {
            int left = most;
            for (Worker worker : workers) {
                if (left > 0
                        && worker.before.standby().contains(task)
                        && worker.load() < fair
                        && isFree(worker, task)) {
                    giveStandby(worker, task);
                    left--;
                }
            }
            open.put(task, left);
        }
        open.forEach((task, left) -> {
            for (int replica = 0; replica < left; replica++) {
                workers.stream()
                        .filter(worker -> isFree(worker, task))
                        .min(Comparator.comparing((Worker worker) -> worker.load() >= fair)
                                .thenComparing(worker -> !processHad(worker.processId, task))
                                .thenComparing(this::loadOfProcess)
                                .thenComparing(Worker::load)
                                .thenComparing(worker -> worker.id))
                        .ifPresent(worker -> giveStandby(worker, task));
            }
        });
    }

    private double loadOfProcess(Worker worker) {
        List<Worker> all = processes.getOrDefault(worker.processId, List.of());
        return all.stream().mapToInt(Worker::load).average().orElse(0);
    }

    private boolean isFree(Worker worker, TaskId task) {
        return !processesOfTask.getOrDefault(task, Set.of()).contains(worker.processId);
    }

    private void giveStandby(Worker worker, TaskId task) {
        worker.standby.add(task);
        processesOfTask.computeIfAbsent(task, each -> new TreeSet<>()).add(worker.processId);
    }
}
