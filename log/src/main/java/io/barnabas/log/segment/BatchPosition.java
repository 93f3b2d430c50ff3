// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.segment;

/** Where a batch stands in its segment file; {@code sizeInBytes} counts its header too. */
public record BatchPosition(long baseOffset, long lastOffset, int position, int sizeInBytes) {
    public int end() {
        return position + sizeInBytes;
    }
}
