// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import io.barnabas.wire.protocol.ApiException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The tree of all commands, and how their mistakes are told: in one line, with exit code 1, or 2 for a wrong command line. */
public final class Commands {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    @Command(name = "barnabas", description = "A broker that speaks Kafka, and what looks at it.")
    private static final class Root {}

    private Commands() {}

    /** Reads and runs a command line. */
    public static CommandLine of(Terminal terminal) {
        var topics = noun(
                        "topics",
                        "List, show, create and delete topics; lists them without a further word.",
                        new ListTopics(terminal))
                .addSubcommand(new ListTopics(terminal))
                .addSubcommand(new DescribeTopic(terminal))
                .addSubcommand(new CreateTopic(terminal))
                .addSubcommand(new DeleteTopic(terminal));
        var groups = noun(
                        "groups",
                        "List, show and delete groups; lists them without a further word.",
                        new ListGroups(terminal))
                .addSubcommand(new ListGroups(terminal))
                .addSubcommand(new DescribeGroup(terminal))
                .addSubcommand(new DeleteGroup(terminal));
        var root = new CommandLine(new Root())
                .addSubcommand(start())
                .addSubcommand(topics)
                .addSubcommand(new Produce(terminal))
                .addSubcommand(new Consume(terminal))
                .addSubcommand(new Tail(terminal))
                .addSubcommand(groups)
                .addSubcommand(new ResetOffsets(terminal));
        root.addSubcommand(new Completion(terminal, root));
        addHelp(root);
        root.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        root.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, terminal));
        root.setParameterExceptionHandler((failure, arguments) -> misused(failure, terminal));
        return root;
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Print this and leave.")
                        .build());
        command.getSubcommands().values().forEach(Commands::addHelp);
    }

    private static CommandLine noun(String name, String description, BrokerCommand list) {
        var command = new CommandLine(list);
        command.getCommandSpec().name(name).usageMessage().description(description);
        return command;
    }

    /** For completion only: bin/barnabas gives {@code start} to the broker. */
    private static CommandSpec start() {
        var start = CommandSpec.create().name("start");
        start.usageMessage().description("Start a broker ('barnabas --help' says more).");
        for (String option : List.of("--config", "--port", "--data", "--set")) {
            start.addOption(OptionSpec.builder(option).type(String.class).build());
        }
        return start;
    }

    private static int failed(Exception failure, Terminal terminal) throws Exception {
        if (failure instanceof ApiException api) {
            terminal.err().println("barnabas: " + api.getMessage() + " (" + api.error() + ")");
        } else if (failure instanceof IOException) {
            terminal.err().println("barnabas: the connection broke: " + failure.getMessage());
        } else if (failure instanceof UserError) {
            terminal.err().println("barnabas: " + failure.getMessage());
        } else {
            throw failure;
        }
        return FAILED;
    }

    private static int misused(ParameterException failure, Terminal terminal) {
        String name = failure.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println("barnabas: " + failure.getMessage() + "; '" + name + " --help' shows what there is");
        return MISUSED;
    }
}
