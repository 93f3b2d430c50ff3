// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

/** The connection that a share session lives with. */
public interface ShareConnection {
    /** Unique while the broker runs. */
    long id();

    /** Runs the action when the connection has ended, at once if it has already. */
    void onClose(Runnable action);
}
