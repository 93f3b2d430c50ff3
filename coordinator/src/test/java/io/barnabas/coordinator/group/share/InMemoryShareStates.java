// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.share.SharePartitionKey;
import io.barnabas.coordinator.share.ShareState;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** States of share partitions in a map; answers at once, later, or with an error. */
public final class InMemoryShareStates implements ShareStatePort {

    /** A state that somebody asked for. */
    public record State(int stateEpoch, long startOffset) {}

    private final Map<SharePartitionKey, State> states = new HashMap<>();
    private final Set<SharePartitionKey> broken = new HashSet<>();
    private final List<String> gone = new ArrayList<>();
    private @Nullable List<Runnable> held;

    public Map<SharePartitionKey, State> states() {
        return states;
    }

    /** Members whose records go back. */
    public List<String> gone() {
        return gone;
    }

    /** What is asked for of this share partition from now on fails. */
    public void breakDown(SharePartitionKey key) {
        broken.add(key);
    }

    public void repair() {
        broken.clear();
    }

    /** What is asked for from now on is answered only when released. */
    public void hold() {
        held = new ArrayList<>();
    }

    public void release() {
        List<Runnable> waiting = held;
        held = null;
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
    }

    /** What is held is lost, with who asked for it. */
    public void lose() {
        held = null;
    }

    @Override
    public CompletableFuture<Boolean> initialize(SharePartitionKey key, int stateEpoch, long startOffset) {
        return act(key, () -> states.put(key, new State(stateEpoch, startOffset)) == null);
    }

    @Override
    public CompletableFuture<Boolean> delete(SharePartitionKey key) {
        return act(key, () -> states.remove(key) != null);
    }

    private CompletableFuture<Boolean> act(SharePartitionKey key, java.util.function.BooleanSupplier change) {
        var answer = new CompletableFuture<Boolean>();
        Runnable action = () -> {
            if (broken.contains(key)) {
                answer.completeExceptionally(new ApiException(Errors.COORDINATOR_NOT_AVAILABLE));
            } else {
                answer.complete(change.getAsBoolean());
            }
        };
        if (held == null) {
            action.run();
        } else {
            held.add(action);
        }
        return answer;
    }

    @Override
    public CompletableFuture<Optional<ShareState>> summary(SharePartitionKey key) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public void memberLeft(String groupId, String memberId) {
        gone.add(memberId);
    }
}
