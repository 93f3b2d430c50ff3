// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

/**
 * Where appended records went.
 *
 * @param logAppendTimeMs the time the broker stamped, or -1 when the records keep their creator's times
 * @param duplicate the batch was there already: the offsets are those of the first time, nothing was written
 */
public record AppendResult(
        long firstOffset, long lastOffset, long logAppendTimeMs, long logStartOffset, boolean duplicate) {}
