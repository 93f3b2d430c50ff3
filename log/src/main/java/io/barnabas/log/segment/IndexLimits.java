// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

/** {@code index.interval.bytes} and {@code segment.index.bytes} of the topic, as they were when the segment was opened. */
public record IndexLimits(int intervalBytes, int maxBytes) {}
