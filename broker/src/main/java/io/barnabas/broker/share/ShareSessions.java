// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All share sessions, at most {@code group.share.max.share.sessions} of them. A session ends with its connection, and what its
 * member holds goes back to the group. Safe to use from any loop.
 */
public final class ShareSessions {
    private final int limit;
    private final BiConsumer<ShareMember, List<ShareTarget>> release;
    private final Map<ShareMember, ShareSession> sessions = new ConcurrentHashMap<>();
    private final Map<Long, Set<ShareSession>> byConnection = new ConcurrentHashMap<>();

    /** @param release takes back what a member holds of partitions */
    public ShareSessions(int limit, BiConsumer<ShareMember, List<ShareTarget>> release) {
        this.limit = limit;
        this.release = release;
    }

    public static boolean isOpening(int epoch) {
        return epoch == ShareSession.OPENING_EPOCH;
    }

    public static boolean isClosing(int epoch) {
        return epoch == ShareSession.CLOSING_EPOCH;
    }

    /**
     * Opens a session, in the place of any that the member has; what it holds stays its own.
     *
     * @throws ApiException SHARE_SESSION_LIMIT_REACHED
     */
    public ShareSession open(ShareMember member, ClientConnection connection, Collection<ShareTarget> targets) {
        ShareSession before = sessions.get(member);
        if (before == null && sessions.size() >= limit) {
            throw new ApiException(
                    Errors.SHARE_SESSION_LIMIT_REACHED,
                    "There are " + limit + " share sessions, as many as group.share.max.share.sessions allows.");
        }
        ShareSession session = new ShareSession(member, connection.id(), targets);
        ShareSession replaced = sessions.put(member, session);
        if (replaced != null) {
            replaced.close();
            forget(replaced);
        }
        Set<ShareSession> ofConnection = byConnection.computeIfAbsent(connection.id(), id -> {
            connection.onClose(() -> connectionClosed(id));
            return ConcurrentHashMap.newKeySet();
        });
        ofConnection.add(session);
        return session;
    }

    /**
     * Takes the next request of a session.
     *
     * @throws ApiException SHARE_SESSION_NOT_FOUND, INVALID_SHARE_SESSION_EPOCH
     */
    public ShareSession next(
            ShareMember member, int epoch, Collection<ShareTarget> added, Collection<ShareTarget> forgotten) {
        ShareSession session = find(member);
        session.next(epoch, added, forgotten);
        return session;
    }

    /**
     * Takes a request of a session that acknowledges and fetches nothing, which may close the session but not open it.
     *
     * @throws ApiException SHARE_SESSION_NOT_FOUND, INVALID_SHARE_SESSION_EPOCH
     */
    public ShareSession acknowledged(ShareMember member, int epoch) {
        if (isOpening(epoch)) {
            throw new ApiException(Errors.INVALID_SHARE_SESSION_EPOCH, "ShareAcknowledge does not open a session.");
        }
        return isClosing(epoch) ? find(member) : next(member, epoch, List.of(), List.of());
    }

    /** @throws ApiException SHARE_SESSION_NOT_FOUND */
    public ShareSession find(ShareMember member) {
        ShareSession session = sessions.get(member);
        if (session == null) {
            throw new ApiException(
                    Errors.SHARE_SESSION_NOT_FOUND, "Member " + member.memberId() + " has no share session.");
        }
        return session;
    }

    /** Ends a session; what its member holds goes back. */
    public void close(ShareSession session) {
        session.close();
        sessions.remove(session.member(), session);
        forget(session);
        release.accept(session.member(), session.targets());
    }

    /** Ends the session of a member that has left its group, if it has one. */
    public void memberLeft(ShareMember member) {
        ShareSession session = sessions.get(member);
        if (session != null) {
            close(session);
        }
    }

    private void forget(ShareSession session) {
        Set<ShareSession> ofConnection = byConnection.get(session.connectionId());
        if (ofConnection != null) {
            ofConnection.remove(session);
        }
    }

    private void connectionClosed(long id) {
        @Nullable Set<ShareSession> orphans = byConnection.remove(id);
        if (orphans != null) {
            orphans.forEach(this::close);
        }
    }
}
