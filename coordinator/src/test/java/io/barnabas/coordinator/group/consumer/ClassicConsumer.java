// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestMember;
import io.barnabas.coordinator.group.classic.ConsumerProtocol;
import io.barnabas.wire.message.ConsumerProtocolAssignment;
import io.barnabas.wire.message.ConsumerProtocolAssignment.TopicPartition;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.message.JoinGroupResponse.JoinGroupResponseMember;
import io.barnabas.wire.message.SyncGroupRequest.SyncGroupRequestAssignment;
import io.barnabas.wire.message.SyncGroupResponse;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of the classic protocol, eager: it gives up all it has before it rejoins. It takes one step at a time, leads when
 * it is told to, and starts anew when it is told that it is nobody.
 */
final class ClassicConsumer {

    private final ShardDriver driver;
    private final int partitions;
    private TestMember member;
    private @Nullable CompletableFuture<JoinGroupResponse> joining;
    private @Nullable CompletableFuture<SyncGroupResponse> syncing;
    private Set<Integer> owned = Set.of();
    private boolean working;

    ClassicConsumer(ShardDriver driver, int partitions) {
        this.driver = driver;
        this.partitions = partitions;
        this.member = TestMember.dynamic(driver, "c");
    }

    Set<Integer> owned() {
        return owned;
    }

    void step() {
        if (syncing != null) {
            if (syncing.isDone()) {
                synced(answerOf(syncing));
            }
        } else if (joining != null) {
            if (joining.isDone()) {
                joined(answerOf(joining));
            }
        } else if (working) {
            Errors error = member.heartbeat();
            if (error == Errors.REBALANCE_IN_PROGRESS) {
                rejoin();
            } else if (error != Errors.NONE) {
                startAnew();
            }
        } else {
            joining = member.join();
        }
    }

    private void rejoin() {
        working = false;
        owned = Set.of();
    }

    private void startAnew() {
        rejoin();
        member = TestMember.dynamic(driver, "c");
    }

    private void joined(@Nullable JoinGroupResponse answer) {
        joining = null;
        if (answer == null || answer.errorCode() == Errors.REBALANCE_IN_PROGRESS.code()) {
            return;
        }
        if (answer.errorCode() != Errors.NONE.code()) {
            startAnew();
        } else {
            syncing = member.sync(answer.leader().equals(answer.memberId()) ? deal(answer.members()) : List.of());
        }
    }

    private List<SyncGroupRequestAssignment> deal(List<JoinGroupResponseMember> members) {
        List<SyncGroupRequestAssignment> shares = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            List<Integer> share = new ArrayList<>();
            for (int partition = i; partition < partitions; partition += members.size()) {
                share.add(partition);
            }
            var assignment = new ConsumerProtocolAssignment()
                    .setAssignedPartitions(
                            List.of(new TopicPartition().setTopic("orders").setPartitions(share)));
            shares.add(new SyncGroupRequestAssignment()
                    .setMemberId(members.get(i).memberId())
                    .setAssignment(
                            ConsumerProtocol.bytes(assignment, members.get(i).metadata())));
        }
        return shares;
    }

    private void synced(@Nullable SyncGroupResponse answer) {
        syncing = null;
        if (answer == null || answer.errorCode() == Errors.REBALANCE_IN_PROGRESS.code()) {
            return;
        }
        if (answer.errorCode() != Errors.NONE.code()) {
            startAnew();
            return;
        }
        owned = new TreeSet<>();
        if (answer.assignment().length > 0) {
            ConsumerProtocol.assignment(answer.assignment())
                    .assignedPartitions()
                    .forEach(topic -> owned.addAll(topic.partitions()));
        }
        working = true;
    }

    /** Null when the answer got lost. */
    private static <R> @Nullable R answerOf(CompletableFuture<R> done) {
        try {
            return done.join();
        } catch (CompletionException lost) {
            return null;
        }
    }

    /** The coordinator crashed: what it waits for will never be answered. */
    void loseConnection() {
        joining = null;
        syncing = null;
    }

    void leave() {
        if (working) {
            member.leave();
            startAnew();
        }
    }

    boolean isWorking() {
        return working;
    }
}
