// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli;

import io.barnabas.cli.command.Commands;
import io.barnabas.cli.command.Terminal;
import java.util.List;
import java.util.Set;

/** The commands for a terminal; {@code bin/barnabas} gives them everything that is not {@code start}. */
public final class Cli {
    /** Here and not with the commands, so that the start of a broker loads none of them. */
    private static final Set<String> NAMES =
            Set.of("topics", "produce", "consume", "tail", "groups", "reset-offsets", "completion");

    private Cli() {}

    /** Whether there is a command of this name. */
    public static boolean knows(String command) {
        return NAMES.contains(command);
    }

    /** Runs a command with its options; what goes wrong is a line on the terminal's error stream. */
    public static int run(List<String> arguments, Terminal terminal) {
        return Commands.of(terminal).execute(arguments.toArray(String[]::new));
    }
}
