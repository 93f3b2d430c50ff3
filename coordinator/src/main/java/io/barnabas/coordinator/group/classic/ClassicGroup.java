// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.classic;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A classic group as it lives between its records: who is in it, who is joining, which generation it is at.
 *
 * <p>This is soft state. It starts as the group's last record says ({@link GroupMetadata#restore}) and runs ahead of it
 * while a rebalance goes on; a restart falls back to the record. An installed group never changes: an operation
 * works on a {@link #copy()} inside a {@link GroupChange}.
 */
public final class ClassicGroup {

    /** The protocol type of consumers, whose subscriptions we can read. */
    public static final String CONSUMER_PROTOCOL_TYPE = "consumer";

    private final String groupId;
    private final LinkedHashMap<String, ClassicMember> members;
    private final Map<String, String> staticMembers;
    private final Set<String> pendingMembers;
    private final Set<String> pendingSync;
    private ClassicGroupState state;
    private ClassicGroupState previousState;
    private long stateTimestampMs;
    private @Nullable String protocolType;
    private @Nullable String protocol;
    private @Nullable String leader;
    private int generation;
    private boolean newMemberAdded;
    private int initialDelayLeftMs;
    private boolean frozen;

    private ClassicGroup(String groupId, ClassicGroupState state, long stateTimestampMs) {
        this.groupId = groupId;
        this.members = new LinkedHashMap<>();
        this.staticMembers = new HashMap<>();
        this.pendingMembers = new LinkedHashSet<>();
        this.pendingSync = new LinkedHashSet<>();
        this.state = state;
        this.previousState = state;
        this.stateTimestampMs = stateTimestampMs;
    }

    private ClassicGroup(ClassicGroup from) {
        this.groupId = from.groupId;
        this.members = new LinkedHashMap<>(from.members);
        this.staticMembers = new HashMap<>(from.staticMembers);
        this.pendingMembers = new LinkedHashSet<>(from.pendingMembers);
        this.pendingSync = new LinkedHashSet<>(from.pendingSync);
        this.state = from.state;
        this.previousState = from.previousState;
        this.stateTimestampMs = from.stateTimestampMs;
        this.protocolType = from.protocolType;
        this.protocol = from.protocol;
        this.leader = from.leader;
        this.generation = from.generation;
        this.newMemberAdded = from.newMemberAdded;
        this.initialDelayLeftMs = from.initialDelayLeftMs;
    }

    /** A group nobody has joined yet. */
    public static ClassicGroup empty(String groupId, long nowMs) {
        return new ClassicGroup(groupId, ClassicGroupState.EMPTY, nowMs);
    }

    /** A group at rest, as a record describes it; its members follow by {@link #add}. */
    static ClassicGroup atRest(
            String groupId,
            boolean hasMembers,
            long stateTimestampMs,
            @Nullable String protocolType,
            @Nullable String protocol,
            @Nullable String leader,
            int generation) {
        var group = new ClassicGroup(
                groupId, hasMembers ? ClassicGroupState.STABLE : ClassicGroupState.EMPTY, stateTimestampMs);
        group.protocolType = protocolType;
        group.protocol = protocol;
        group.leader = leader;
        group.generation = generation;
        return group;
    }

    ClassicGroup copy() {
        return new ClassicGroup(this);
    }

    /** From here on the object is shared and must not change. */
    ClassicGroup freeze() {
        frozen = true;
        return this;
    }

    public String groupId() {
        return groupId;
    }

    public ClassicGroupState state() {
        return state;
    }

    public boolean is(ClassicGroupState other) {
        return state == other;
    }

    ClassicGroupState previousState() {
        return previousState;
    }

    /** When the group came into its state; -1 when an old record did not say. */
    public long stateTimestampMs() {
        return stateTimestampMs;
    }

    /** Null for a group that only commits offsets. */
    public @Nullable String protocolType() {
        return protocolType;
    }

    public @Nullable String protocol() {
        return protocol;
    }

    public @Nullable String leader() {
        return leader;
    }

    public int generation() {
        return generation;
    }

    public Collection<ClassicMember> members() {
        return members.values();
    }

    public @Nullable ClassicMember find(String memberId) {
        return members.get(memberId);
    }

    @Nullable
    String staticMemberId(String instanceId) {
        return staticMembers.get(instanceId);
    }

    boolean isLeader(String memberId) {
        return memberId.equals(leader);
    }

    boolean isPending(String memberId) {
        return pendingMembers.contains(memberId);
    }

    public boolean hasPendingMembers() {
        return !pendingMembers.isEmpty();
    }

    Set<String> pendingSync() {
        return pendingSync;
    }

    boolean newMemberAdded() {
        return newMemberAdded;
    }

    int initialDelayLeftMs() {
        return initialDelayLeftMs;
    }

    public boolean usesConsumerProtocol() {
        return CONSUMER_PROTOCOL_TYPE.equals(protocolType);
    }

    boolean allMembersJoined() {
        return pendingMembers.isEmpty() && members.values().stream().allMatch(ClassicMember::awaitsJoin);
    }

    /** The longest any member may take to rejoin. */
    int rebalanceTimeoutMs() {
        return members.values().stream()
                .mapToInt(ClassicMember::rebalanceTimeoutMs)
                .max()
                .orElse(0);
    }

    /**
     * Checks that a request comes from a member that is still in the group and still who it says.
     *
     * @throws ApiException FENCED_INSTANCE_ID when another process has taken its instance id, else UNKNOWN_MEMBER_ID
     */
    public ClassicMember validateMember(String memberId, @Nullable String instanceId) {
        if (instanceId != null) {
            String current = staticMembers.get(instanceId);
            if (current != null && !current.equals(memberId)) {
                throw new ApiException(
                        Errors.FENCED_INSTANCE_ID,
                        "Member " + memberId + " of group " + groupId + " was replaced by " + current
                                + ", which has the same instance id " + instanceId + ".");
            }
        }
        ClassicMember member = members.get(memberId);
        if (member == null || (instanceId != null && !staticMembers.containsKey(instanceId))) {
            throw new ApiException(
                    Errors.UNKNOWN_MEMBER_ID, "Member " + memberId + " is not a member of group " + groupId + ".");
        }
        return member;
    }

    void add(ClassicMember member) {
        assert !frozen;
        if (leader == null) {
            leader = member.memberId();
        }
        put(member);
        pendingMembers.remove(member.memberId());
    }

    void put(ClassicMember member) {
        assert !frozen;
        members.put(member.memberId(), member);
        if (member.instanceId() != null) {
            staticMembers.put(member.instanceId(), member.memberId());
        }
    }

    void remove(String memberId) {
        assert !frozen;
        ClassicMember removed = members.remove(memberId);
        if (removed != null && removed.instanceId() != null) {
            staticMembers.remove(removed.instanceId(), memberId);
        }
        pendingMembers.remove(memberId);
        pendingSync.remove(memberId);
        if (isLeader(memberId)) {
            leader = members.isEmpty() ? null : members.keySet().iterator().next();
        }
    }

    void addPending(String memberId) {
        assert !frozen;
        pendingMembers.add(memberId);
    }

    void setLeader(String memberId) {
        assert !frozen;
        leader = memberId;
    }

    void setProtocolType(String type) {
        assert !frozen;
        protocolType = type;
    }

    void setNewMemberAdded(boolean added) {
        assert !frozen;
        newMemberAdded = added;
    }

    void setInitialDelayLeftMs(int leftMs) {
        assert !frozen;
        initialDelayLeftMs = leftMs;
    }

    /** The joining is over: counts the generation up and settles the protocol. */
    void startGeneration(long nowMs) {
        assert !frozen;
        generation++;
        pendingSync.clear();
        if (members.isEmpty()) {
            protocol = null;
            transitionTo(ClassicGroupState.EMPTY, nowMs);
        } else {
            protocol = ProtocolVote.elect(members.values());
            transitionTo(ClassicGroupState.COMPLETING_REBALANCE, nowMs);
        }
    }

    void transitionTo(ClassicGroupState next, long nowMs) {
        assert !frozen;
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("Group " + groupId + " cannot go from " + state + " to " + next);
        }
        previousState = state;
        state = next;
        stateTimestampMs = nowMs;
    }
}
