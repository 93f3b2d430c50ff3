// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

/** Told of each new image, on the metadata thread, after the image is published and before the requests that made it are answered. */
@FunctionalInterface
public interface MetadataListener {
    /**
     * Must not block for long and must not throw.
     *
     * @param delta what changed since the image this listener saw last
     * @param image the image now published
     */
    void changed(MetadataDelta delta, MetadataImage image);
}
