// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

/** The end of a segment, its offset and its position published together: the next offset to append, the file's length. */
record SegmentEnd(long nextOffset, int sizeInBytes) {}
