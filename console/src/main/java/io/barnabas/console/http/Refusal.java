// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.http;

/** A request that cannot be served, with the status and the words that say why. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
