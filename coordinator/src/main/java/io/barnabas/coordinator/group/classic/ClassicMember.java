// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import io.barnabas.coordinator.runtime.Answer;
import io.barnabas.wire.message.JoinGroupRequest.JoinGroupRequestProtocol;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.message.SyncGroupResponse;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A member of a classic group. Never changes: the {@code with} methods give changed copies.
 *
 * <p>Soft are the protocols beyond the chosen one, the waiting requests, and whether it is new.
 */
public final class ClassicMember {

    private static final byte[] NOTHING = {};

    private final String memberId;
    private final @Nullable String instanceId;
    private final String clientId;
    private final String clientHost;
    private int rebalanceTimeoutMs;
    private int sessionTimeoutMs;
    private List<JoinGroupRequestProtocol> protocols;
    private byte[] assignment;
    private boolean isNew;
    private @Nullable CompletableFuture<JoinGroupResponse> waitingJoin;
    private @Nullable CompletableFuture<SyncGroupResponse> waitingSync;

    public ClassicMember(
            String memberId,
            @Nullable String instanceId,
            String clientId,
            String clientHost,
            int rebalanceTimeoutMs,
            int sessionTimeoutMs,
            List<JoinGroupRequestProtocol> protocols,
            byte[] assignment) {
        this.memberId = memberId;
        this.instanceId = instanceId;
        this.clientId = clientId;
        this.clientHost = clientHost;
        this.rebalanceTimeoutMs = rebalanceTimeoutMs;
        this.sessionTimeoutMs = sessionTimeoutMs;
        this.protocols = protocols;
        this.assignment = assignment;
    }

    private ClassicMember(String memberId, ClassicMember from) {
        this(
                memberId,
                from.instanceId,
                from.clientId,
                from.clientHost,
                from.rebalanceTimeoutMs,
                from.sessionTimeoutMs,
                from.protocols,
                from.assignment);
        this.isNew = from.isNew;
        this.waitingJoin = from.waitingJoin;
        this.waitingSync = from.waitingSync;
    }

    public String memberId() {
        return memberId;
    }

    public @Nullable String instanceId() {
        return instanceId;
    }

    public boolean isStatic() {
        return instanceId != null;
    }

    public String clientId() {
        return clientId;
    }

    public String clientHost() {
        return clientHost;
    }

    public int rebalanceTimeoutMs() {
        return rebalanceTimeoutMs;
    }

    public int sessionTimeoutMs() {
        return sessionTimeoutMs;
    }

    /** What the leader decided for this member, opaque to us. */
    public byte[] assignment() {
        return assignment;
    }

    /** Joined, but has not been told its member id by a finished join yet. */
    public boolean isNew() {
        return isNew;
    }

    public @Nullable CompletableFuture<JoinGroupResponse> waitingJoin() {
        return waitingJoin;
    }

    public boolean awaitsJoin() {
        return waitingJoin != null;
    }

    public @Nullable CompletableFuture<SyncGroupResponse> waitingSync() {
        return waitingSync;
    }

    public boolean awaitsSync() {
        return waitingSync != null;
    }

    public boolean supports(String protocol) {
        return protocols.stream().anyMatch(each -> each.name().equals(protocol));
    }

    public boolean matches(List<JoinGroupRequestProtocol> others) {
        return protocols.equals(others);
    }

    /** What it has joined with, or, after a restart, the one protocol that was chosen. */
    public List<JoinGroupRequestProtocol> protocols() {
        return protocols;
    }

    /** The member's metadata for a protocol, empty when it has none. */
    public byte[] metadata(@Nullable String protocol) {
        for (JoinGroupRequestProtocol each : protocols) {
            if (each.name().equals(protocol)) {
                return each.metadata();
            }
        }
        return NOTHING;
    }

    /** Answers with the error to whatever the member waits for. */
    public List<Answer<?>> turnAway(Errors error) {
        List<Answer<?>> answers = new ArrayList<>();
        if (waitingJoin != null) {
            answers.add(new Answer<>(
                    waitingJoin, new JoinGroupResponse().setMemberId(memberId).setErrorCode(error.code())));
        }
        if (waitingSync != null) {
            answers.add(new Answer<>(waitingSync, new SyncGroupResponse().setErrorCode(error.code())));
        }
        return answers;
    }

    ClassicMember withProtocols(List<JoinGroupRequestProtocol> newProtocols, int rebalanceMs, int sessionMs) {
        var copy = new ClassicMember(memberId, this);
        copy.protocols = newProtocols;
        copy.rebalanceTimeoutMs = rebalanceMs;
        copy.sessionTimeoutMs = sessionMs;
        return copy;
    }

    ClassicMember withAssignment(byte[] newAssignment) {
        var copy = new ClassicMember(memberId, this);
        copy.assignment = newAssignment;
        return copy;
    }

    ClassicMember withoutAssignment() {
        return withAssignment(NOTHING);
    }

    ClassicMember withNew(boolean nowNew) {
        var copy = new ClassicMember(memberId, this);
        copy.isNew = nowNew;
        return copy;
    }

    ClassicMember withWaitingJoin(@Nullable CompletableFuture<JoinGroupResponse> join) {
        var copy = new ClassicMember(memberId, this);
        copy.waitingJoin = join;
        return copy;
    }

    ClassicMember withWaitingSync(@Nullable CompletableFuture<SyncGroupResponse> sync) {
        var copy = new ClassicMember(memberId, this);
        copy.waitingSync = sync;
        return copy;
    }

    /** The static member under the id of the process that has taken its place; nobody waits for it yet. */
    ClassicMember withMemberId(String newMemberId) {
        var copy = new ClassicMember(newMemberId, this);
        copy.waitingJoin = null;
        copy.waitingSync = null;
        copy.isNew = false;
        return copy;
    }
}
