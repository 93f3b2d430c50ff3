// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import io.barnabas.coordinator.group.Groups;
import io.barnabas.coordinator.group.modern.ModernGroup;
import io.barnabas.coordinator.runtime.Answer;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.CoordinatorResult;
import io.barnabas.coordinator.runtime.TimerChange;
import io.barnabas.coordinator.runtime.TimerKey;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.message.JoinGroupResponse.JoinGroupResponseMember;
import io.barnabas.wire.message.SyncGroupResponse;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What one operation is about to do to one group: a private copy of the group that it may change, and the records,
 * timers and answers that go with the change. All of it comes true together, or not at all.
 */
public final class GroupChange {

    private final Groups groups;
    private final ClassicGroup group;
    private final long nowMs;
    private final List<CoordinatorRecord> records = new ArrayList<>();
    private final List<TimerChange> timers = new ArrayList<>();
    private final List<Answer<?>> answers = new ArrayList<>();

    public GroupChange(Groups groups, ClassicGroup current, long nowMs) {
        this.groups = groups;
        this.group = current.copy();
        this.nowMs = nowMs;
    }

    ClassicGroup group() {
        return group;
    }

    /** Writes down what is decided about it. */
    void note(String text) {
        groups.note(group.groupId(), text);
    }

    long nowMs() {
        return nowMs;
    }

    /** The change, and the operation's own answer when it need not wait. */
    public <R> CoordinatorResult<R> result(@Nullable R response) {
        return new CoordinatorResult<>(records, response, timers, answers, () -> groups.install(group.freeze()));
    }

    /** Forgets the group of another kind that has this one's name. */
    void replace(ModernGroup other) {
        records.addAll(other.tombstones());
    }

    /** Writes the group as it now stands in the copy. */
    void record() {
        records.add(GroupMetadata.record(group));
    }

    void setTimer(TimerKey key, long delayMs) {
        timers.add(new TimerChange.Set(key, delayMs));
    }

    void cancelTimer(TimerKey key) {
        timers.add(new TimerChange.Cancel(key));
    }

    void startSession(ClassicMember member) {
        setTimer(GroupTimers.session(group.groupId(), member.memberId()), member.sessionTimeoutMs());
    }

    /** Takes a member out; whatever it waits for is answered UNKNOWN_MEMBER_ID, so that it joins anew if it is alive. */
    void remove(ClassicMember member) {
        turnAway(member, Errors.UNKNOWN_MEMBER_ID);
        group.remove(member.memberId());
        cancelTimer(GroupTimers.session(group.groupId(), member.memberId()));
    }

    /** Answers with the error to whatever the member waits for. */
    void turnAway(ClassicMember member, Errors error) {
        answers.addAll(member.turnAway(error));
    }

    /** Answers the member's waiting join, if there is one. */
    void answerJoin(ClassicMember member, JoinGroupResponse response) {
        if (member.waitingJoin() != null) {
            answers.add(new Answer<>(member.waitingJoin(), response));
        }
    }

    /** Answers the member's waiting sync, if there is one, and says whether there was. */
    boolean answerSync(ClassicMember member, SyncGroupResponse response) {
        if (member.waitingSync() == null) {
            return false;
        }
        answers.add(new Answer<>(member.waitingSync(), response));
        return true;
    }

    /** Lets a member wait with its join. A join it waits with already is told to try again: only the last one counts. */
    ClassicMember awaitJoin(ClassicMember member, CompletableFuture<JoinGroupResponse> request) {
        if (member.waitingJoin() != null && member.waitingJoin() != request) {
            answerJoin(
                    member,
                    new JoinGroupResponse()
                            .setMemberId(member.memberId())
                            .setErrorCode(Errors.REBALANCE_IN_PROGRESS.code()));
        }
        return member.withWaitingJoin(request);
    }

    /** What a member is told of the generation the group is at; the leader also hears of all the members. */
    static JoinGroupResponse joined(ClassicGroup group, String memberId) {
        return new JoinGroupResponse()
                .setMemberId(memberId)
                .setGenerationId(group.generation())
                .setProtocolType(group.protocolType())
                .setProtocolName(group.protocol())
                .setLeader(group.leader() == null ? "" : group.leader())
                .setMembers(group.isLeader(memberId) ? membersForLeader(group) : new ArrayList<>());
    }

    static List<JoinGroupResponseMember> membersForLeader(ClassicGroup group) {
        List<JoinGroupResponseMember> members = new ArrayList<>();
        for (ClassicMember member : group.members()) {
            members.add(new JoinGroupResponseMember()
                    .setMemberId(member.memberId())
                    .setGroupInstanceId(member.instanceId())
                    .setMetadata(member.metadata(group.protocol())));
        }
        return members;
    }
}
