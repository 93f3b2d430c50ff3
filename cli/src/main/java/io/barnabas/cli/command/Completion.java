// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code completion}: the script by which bash and zsh complete commands and options. */
@Command(
        name = "completion",
        description = {"Print the completion script of bash and zsh.", "  source <(bin/barnabas completion)"})
final class Completion implements Callable<Integer> {
    private static final int DONE = 0;

    private final Terminal terminal;
    private final CommandLine all;

    Completion(Terminal terminal, CommandLine all) {
        this.terminal = terminal;
        this.all = all;
    }

    @Override
    public Integer call() {
        terminal.out().print(AutoComplete.bash("barnabas", all));
        return DONE;
    }
}
