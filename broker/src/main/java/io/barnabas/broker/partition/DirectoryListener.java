// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.partition;

import java.util.UUID;

/** Is told in which log directory a partition is, when the metadata does not say so yet. */
@FunctionalInterface
public interface DirectoryListener {
    void placed(UUID topicId, int partition, UUID directoryId);
}
