// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import io.barnabas.broker.Interference.Fate;
import io.barnabas.wire.protocol.Errors;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Describes a fault: which requests it meets and, last, what becomes of them. */
public final class FaultBuilder {
    private final Api api;
    private final Faults faults;
    private @Nullable String clientId;
    private @Nullable String topic;
    private @Nullable Integer partition;
    private @Nullable String group;
    private int times = Integer.MAX_VALUE;

    FaultBuilder(Api api, Faults faults) {
        this.api = api;
        this.faults = faults;
    }

    /** Only requests of clients with this {@code client.id}. */
    public FaultBuilder clientId(String id) {
        clientId = id;
        return this;
    }

    /** Only requests about this topic; one about several topics is met as a whole. */
    public FaultBuilder topic(String name) {
        check(api.tellsTopics(), "a topic");
        topic = name;
        return this;
    }

    /** Only requests about this partition of the topic. */
    public FaultBuilder partition(int index) {
        check(api.tellsPartitions(), "partitions");
        if (topic == null) {
            throw new IllegalArgumentException("A partition is one of a topic: name that first");
        }
        partition = index;
        return this;
    }

    /** Only requests about this group. */
    public FaultBuilder group(String id) {
        check(api.tellsGroup(), "a group");
        group = id;
        return this;
    }

    private void check(boolean told, String what) {
        if (!told) {
            throw new IllegalArgumentException(api + " requests do not tell of " + what);
        }
    }

    /** So many requests are met, then no more; without it all are until the fault is removed. */
    public FaultBuilder times(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("A fault happens at least once, not " + count + " times");
        }
        times = count;
        return this;
    }

    /**
     * Answers an error of the protocol, by Kafka's name, and does nothing.
     *
     * @throws IllegalArgumentException when the protocol has no such error
     */
    public Fault error(String name) {
        return set(new Fate(0, false, errorNamed(name), false));
    }

    /** Does what is asked for and then answers this error, as a broker that fails between the two. */
    public Fault errorAfterEffect(String name) {
        return set(new Fate(0, true, errorNamed(name), false));
    }

    /** Says that another broker leads the partitions: clients ask for metadata and come again. */
    public Fault notLeader() {
        return error(Errors.NOT_LEADER_OR_FOLLOWER.name());
    }

    /** Says that the coordinator has moved: clients look it up and come again. */
    public Fault coordinatorMoved() {
        return error(Errors.NOT_COORDINATOR.name());
    }

    /** Lets requests wait for this time of the system's clock, and then goes on as usual. */
    public Fault delay(Duration by) {
        return set(new Fate(by.toMillis(), true, null, false));
    }

    /** Closes the connection instead of doing anything. */
    public Fault disconnect() {
        return set(new Fate(0, false, null, true));
    }

    /** Does what is asked for, and closes the connection instead of answering. */
    public Fault disconnectAfterEffect() {
        return set(new Fate(0, true, null, true));
    }

    private static Errors errorNamed(String name) {
        Errors error = Errors.valueOf(name);
        if (error == Errors.NONE) {
            throw new IllegalArgumentException("NONE is not an error");
        }
        return error;
    }

    private Fault set(Fate fate) {
        return faults.add(
                new Fault(faults, new Fault.Scope(api.key(), clientId, topic, partition, group), times, fate));
    }
}
