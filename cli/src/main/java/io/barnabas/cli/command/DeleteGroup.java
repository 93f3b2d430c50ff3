// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import io.barnabas.cli.client.BrokerConnection;
import io.barnabas.cli.client.Groups;
import io.barnabas.cli.output.Output;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code groups delete}. */
@Command(name = "delete", description = "Delete groups that have no members, with their offsets.")
final class DeleteGroup extends BrokerCommand {
    @Parameters(paramLabel = "GROUP", arity = "1..*", description = "The groups.")
    private List<String> groups = List.of();

    DeleteGroup(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(BrokerConnection broker, Output output) throws IOException {
        for (String group : groups) {
            new Groups(broker).delete(group);
            output.done("Deleted " + group + ".", Map.of("group", group, "deleted", true));
        }
    }
}
