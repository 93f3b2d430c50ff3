// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

/**
 * The end of a segment, published as one: the next offset to append, the file's length, and the largest timestamp below it
 * (-1 none) with the last offset of the batch that holds it.
 */
record SegmentEnd(long nextOffset, int sizeInBytes, TimeIndex.Entry largest) {}
