// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import io.barnabas.broker.Interference;
import io.barnabas.wire.message.ConsumerGroupHeartbeatRequest;
import io.barnabas.wire.message.InitProducerIdRequest;
import io.barnabas.wire.message.JoinGroupRequest;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.message.ProduceRequest;
import io.barnabas.wire.message.ShareGroupHeartbeatRequest;
import io.barnabas.wire.message.StreamsGroupHeartbeatRequest;
import io.barnabas.wire.message.SyncGroupRequest;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.server.Request;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells clients which a reset has cut off that they are not known: members of groups, so that they join again, and producers with
 * transactional ids, that theirs is gone. The broker itself would say that the group or the coordinator is not there, which consumers of KIP-848 take for
 * the end and producers for a reason to wait.
 */
final class FormerClients implements Interference {
    private static final Fate UNKNOWN_MEMBER = new Fate(0, false, Errors.UNKNOWN_MEMBER_ID, false);
    private static final Fate UNKNOWN_TRANSACTIONAL_ID = new Fate(0, false, Errors.INVALID_PRODUCER_ID_MAPPING, false);

    private final Set<String> members = ConcurrentHashMap.newKeySet();
    private final Set<String> transactionalIds = ConcurrentHashMap.newKeySet();

    @Override
    public @Nullable Fate fateOf(Request request) {
        if (request.body() instanceof ConsumerGroupHeartbeatRequest heartbeat) {
            return fateOfMember(heartbeat.memberId(), heartbeat.memberEpoch());
        } else if (request.body() instanceof ShareGroupHeartbeatRequest heartbeat) {
            return fateOfMember(heartbeat.memberId(), heartbeat.memberEpoch());
        } else if (request.body() instanceof StreamsGroupHeartbeatRequest heartbeat) {
            return fateOfMember(heartbeat.memberId(), heartbeat.memberEpoch());
        } else if (request.body() instanceof JoinGroupRequest join) {
            joined(join.memberId());
        } else if (request.body() instanceof SyncGroupRequest sync) {
            joined(sync.memberId());
        } else if (request.body() instanceof OffsetCommitRequest commit) {
            String memberId = commit.memberId();
            return memberId.isEmpty() || members.contains(memberId) ? null : UNKNOWN_MEMBER;
        } else if (request.body() instanceof InitProducerIdRequest init && init.transactionalId() != null) {
            transactionalIds.add(init.transactionalId());
        } else if (request.body() instanceof ProduceRequest produce && produce.transactionalId() != null) {
            return transactionalIds.contains(produce.transactionalId()) ? null : UNKNOWN_TRANSACTIONAL_ID;
        }
        return null;
    }

    /** In the classic protocol; whoever does not know its id yet is told it by the broker, and syncs with it. */
    private void joined(String memberId) {
        if (!memberId.isEmpty()) {
            members.add(memberId);
        }
    }

    private @Nullable Fate fateOfMember(String memberId, int memberEpoch) {
        if (memberEpoch == 0) {
            members.add(memberId);
            return null;
        }
        // Members that let the broker choose their id join without one, and from then on nobody can be told from them.
        boolean mayHaveJoined = members.contains(memberId) || members.contains("");
        return memberEpoch < 0 || mayHaveJoined ? null : UNKNOWN_MEMBER;
    }
}
