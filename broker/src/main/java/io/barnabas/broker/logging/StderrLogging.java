// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.logging;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sets up the program's log: {@link StderrHandler}, INFO and above of ours, WARN and above of others. */
public final class StderrLogging {
    /** System property with the level of our own loggers, by SLF4J's names of levels. */
    private static final String LEVEL_PROPERTY = "barnabas.log.level";

    private static final String OURS = "io.barnabas";

    /** The virtual machine holds loggers weakly; the one whose level is set must stay. */
    @SuppressWarnings("unused")
    private static @Nullable Logger ours;

    private StderrLogging() {}

    /** To be called before the first logger is asked for. */
    public static void install() {
        System.setProperty("java.util.logging.manager", "io.barnabas.broker.logging.StderrLogManager");
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(new StderrHandler(System.err));
        Logger logger = Logger.getLogger(OURS);
        logger.setLevel(levelNamed(System.getProperty(LEVEL_PROPERTY, "INFO")));
        ours = logger;
    }

    private static Level levelNamed(String name) {
        return switch (name) {
            case "TRACE" -> Level.FINEST;
            case "DEBUG" -> Level.FINE;
            case "WARN" -> Level.WARNING;
            case "ERROR" -> Level.SEVERE;
            default -> Level.INFO;
        };
    }
}
