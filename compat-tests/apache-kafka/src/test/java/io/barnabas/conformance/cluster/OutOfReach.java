// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import org.opentest4j.TestAbortedException;

/** A test wants something that only a cluster inside its own process has; it says so and is not counted as failed. */
public final class OutOfReach extends TestAbortedException {
    private static final long serialVersionUID = 1L;

    public OutOfReach(String what) {
        super("reaches into the broker: " + what);
    }
}
