// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.logging;

import java.util.logging.LogManager;

/**
 * java.util.logging without its configuration file, and without its habit of dropping all handlers when the virtual machine ends, beside
 * a stop of ours that still has to say something.
 */
public final class StderrLogManager extends LogManager {
    /** Made by java.util.logging, which is why it is public. */
    public StderrLogManager() {}

    @Override
    public void readConfiguration() {
        // StderrLogging sets all there is to set.
    }

    @Override
    public void reset() {
        // The handler stays to the end.
    }
}
