// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.harness;

/** The process ended before it was ready. */
public final class BrokerFailedToStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String output;

    BrokerFailedToStart(BrokerKind kind, int exitCode, String output) {
        super(kind + " ended with exit code " + exitCode + " before it was ready:\n" + output);
        this.exitCode = exitCode;
        this.output = output;
    }

    public int exitCode() {
        return exitCode;
    }

    /** All that it printed, on both streams. */
    public String output() {
        return output;
    }
}
