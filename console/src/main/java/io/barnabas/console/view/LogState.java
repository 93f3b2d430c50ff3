// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.view;

/** One partition's log as it is now; -1 for what cannot be told because its directory has failed. */
public record LogState(int partition, long start, long end, long sizeInBytes) {
    public long messages() {
        return Math.max(0, end - start);
    }
}
