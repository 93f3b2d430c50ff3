// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Message;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A metadata loop without thread and disk, for tests of what stands on it: every operation is done at once. */
public final class InstantMetadata {
    private MetadataImage image;

    public InstantMetadata(String... topics) {
        image = Images.with(topics);
    }

    public MetadataImage image() {
        return image;
    }

    /** What stands in the log already. */
    public void replay(Message... records) {
        image = Images.apply(image, List.of(records));
    }

    public <R> CompletableFuture<R> submit(MetadataOperation<R> operation) {
        try {
            MetadataOperation.Decision<R> decision = operation.decide(image);
            image = Images.apply(image, decision.records());
            return CompletableFuture.completedFuture(decision.answer());
        } catch (ApiException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
