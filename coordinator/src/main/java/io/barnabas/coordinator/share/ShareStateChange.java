// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import java.util.List;

/**
 * What the leader of a share partition wants written down.
 *
 * @param startOffset the new one, or -1 when it has not moved
 * @param deliveryCompleteCount of the records from the start offset on, or -1
 */
public record ShareStateChange(long startOffset, int deliveryCompleteCount, List<StateBatch> batches) {}
