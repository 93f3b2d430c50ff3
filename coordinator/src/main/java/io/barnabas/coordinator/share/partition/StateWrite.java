// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share.partition;

import io.barnabas.coordinator.share.ShareStateChange;

/**
 * Something to write down.
 *
 * @param id to be given back to {@link SharePartition#written} or {@link SharePartition#notWritten}
 */
public record StateWrite(long id, ShareStateChange change) {}
