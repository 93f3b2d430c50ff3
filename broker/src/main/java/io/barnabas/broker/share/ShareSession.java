// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The partitions that one member fetches again and again, so that a request names only what changes.
 *
 * <pre>
 *   epoch of a ShareFetch or ShareAcknowledge:   0 (opens) -> 1 -> 2 -> ... -> 2^31-1 -> 1, or -1 (closes) at any time
 * </pre>
 *
 * <p>Whoever has the next epoch may change the targets, and may do so on any thread.
 */
public final class ShareSession {
    static final int OPENING_EPOCH = 0;
    static final int CLOSING_EPOCH = -1;

    private final ShareMember member;
    private final long connectionId;
    private final AtomicInteger nextEpoch = new AtomicInteger(1);
    private volatile List<ShareTarget> targets;
    private volatile boolean closed;

    ShareSession(ShareMember member, long connectionId, Collection<ShareTarget> targets) {
        this.member = member;
        this.connectionId = connectionId;
        this.targets = List.copyOf(new LinkedHashSet<>(targets));
    }

    public ShareMember member() {
        return member;
    }

    long connectionId() {
        return connectionId;
    }

    public List<ShareTarget> targets() {
        return targets;
    }

    /** Whether it has been closed, or the member has opened another: nothing may be acquired for it any more. */
    public boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    /**
     * Takes the request of this epoch.
     *
     * @throws ApiException INVALID_SHARE_SESSION_EPOCH when another epoch is next
     */
    void next(int epoch, Collection<ShareTarget> added, Collection<ShareTarget> forgotten) {
        int following = epoch == Integer.MAX_VALUE ? 1 : epoch + 1;
        if (epoch <= 0 || !nextEpoch.compareAndSet(epoch, following)) {
            throw new ApiException(
                    Errors.INVALID_SHARE_SESSION_EPOCH,
                    "Epoch " + epoch + " is not the next of the session of member " + member.memberId());
        }
        if (!forgotten.isEmpty() || !targets.containsAll(added)) {
            Set<ShareTarget> changed = new LinkedHashSet<>(targets);
            changed.addAll(added);
            changed.removeAll(Set.copyOf(forgotten));
            targets = List.copyOf(changed);
        }
    }
}
