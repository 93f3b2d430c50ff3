// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

/** A connection that outlasts the test. */
record EndlessConnection() implements RequestContext.Life {
    @Override
    public long id() {
        return 1;
    }

    @Override
    public void onClose(Runnable action) {}
}
