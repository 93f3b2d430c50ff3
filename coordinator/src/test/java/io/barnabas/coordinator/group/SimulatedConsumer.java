// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.message.JoinGroupResponse.JoinGroupResponseMember;
import io.barnabas.wire.message.OffsetCommitResponse;
import io.barnabas.wire.message.SyncGroupRequest.SyncGroupRequestAssignment;
import io.barnabas.wire.message.SyncGroupResponse;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Does what a consumer's client does, one request at a time: join, sync, heartbeat, and start anew when it is told to. Every
 * second one is static. As leader it deals the partitions out in turn.
 */
final class SimulatedConsumer {

    static final String TOPIC = "orders";
    static final int PARTITIONS = 7;

    private final ShardDriver driver;
    private final int number;
    private TestMember member;
    private @Nullable CompletableFuture<JoinGroupResponse> joining;
    private @Nullable CompletableFuture<SyncGroupResponse> syncing;
    private Set<Integer> assignment = Set.of();
    private boolean working;

    SimulatedConsumer(ShardDriver driver, int number) {
        this.driver = driver;
        this.number = number;
        this.member = newProcess();
    }

    private TestMember newProcess() {
        return number % 2 == 0
                ? TestMember.dynamic(driver, "c" + number)
                : TestMember.ofStaticInstance(driver, "i" + number);
    }

    /** A static member is the same owner whatever process it runs in. */
    String identity() {
        String instanceId = member.instanceId();
        return instanceId == null ? member.memberId() : instanceId;
    }

    int generation() {
        return member.generation();
    }

    Set<Integer> assignment() {
        return assignment;
    }

    boolean hasFreshAssignment() {
        return working;
    }

    Errors heartbeat() {
        return member.heartbeat();
    }

    void step() {
        if (syncing != null) {
            if (syncing.isDone()) {
                synced(syncing);
            }
        } else if (joining != null) {
            if (joining.isDone()) {
                joined(joining);
            }
        } else if (working) {
            beat();
        } else {
            joining = member.join();
        }
    }

    private void beat() {
        Errors error = member.heartbeat();
        if (error == Errors.REBALANCE_IN_PROGRESS || error == Errors.ILLEGAL_GENERATION) {
            working = false;
        } else if (error != Errors.NONE) {
            forget();
        }
    }

    private void joined(CompletableFuture<JoinGroupResponse> done) {
        joining = null;
        JoinGroupResponse answer = answerOf(done);
        if (answer == null || answer.errorCode() == Errors.REBALANCE_IN_PROGRESS.code()) {
            return;
        }
        if (answer.errorCode() != Errors.NONE.code()) {
            forget();
        } else if (answer.skipAssignment() || !answer.leader().equals(answer.memberId())) {
            syncing = member.sync();
        } else {
            syncing = member.sync(deal(answer.members()));
        }
    }

    private static List<SyncGroupRequestAssignment> deal(List<JoinGroupResponseMember> members) {
        List<SyncGroupRequestAssignment> shares = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            int count = PARTITIONS / members.size() + (i < PARTITIONS % members.size() ? 1 : 0);
            byte[] share = new byte[count];
            for (int j = 0; j < count; j++) {
                share[j] = (byte) (i + j * members.size());
            }
            shares.add(new SyncGroupRequestAssignment()
                    .setMemberId(members.get(i).memberId())
                    .setAssignment(share));
        }
        return shares;
    }

    private void synced(CompletableFuture<SyncGroupResponse> done) {
        syncing = null;
        SyncGroupResponse answer = answerOf(done);
        if (answer == null || answer.errorCode() == Errors.REBALANCE_IN_PROGRESS.code()) {
            return;
        }
        if (answer.errorCode() != Errors.NONE.code()) {
            forget();
            return;
        }
        Set<Integer> share = new LinkedHashSet<>();
        for (byte partition : answer.assignment()) {
            share.add((int) partition);
        }
        assignment = share;
        working = true;
    }

    private static <R> @Nullable R answerOf(CompletableFuture<R> done) {
        try {
            return done.join();
        } catch (CompletionException lost) {
            return null;
        }
    }

    boolean commit(int partition, long offset) {
        OffsetCommitResponse answer = answerOf(member.commit(TOPIC, partition, offset));
        return answer != null && answer.topics().get(0).partitions().get(0).errorCode() == Errors.NONE.code();
    }

    /** Told that it is no member: joins as a new one. */
    private void forget() {
        member = newProcess();
        assignment = Set.of();
        working = false;
    }

    /** Its process is killed and started again; a dynamic member comes back as another. */
    void die() {
        joining = null;
        syncing = null;
        forget();
    }

    void leave() {
        if (working && member.instanceId() == null) {
            member.leave();
            forget();
        }
    }

    /** What it waits for will never be answered; it asks again. */
    void loseConnection() {
        joining = null;
        syncing = null;
    }
}
