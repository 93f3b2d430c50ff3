// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

/** Versions of an API, both ends included. */
public record VersionRange(short lowest, short highest) {
    public VersionRange {
        if (lowest < 0 || highest < lowest) {
            throw new IllegalArgumentException("Versions " + lowest + " to " + highest + " are no range");
        }
    }

    public boolean contains(short version) {
        return lowest <= version && version <= highest;
    }
}
