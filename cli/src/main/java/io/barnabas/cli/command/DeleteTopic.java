// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.command;

import static io.barnabas.cli.client.BrokerConnection.check;

import io.barnabas.cli.client.BrokerConnection;
import io.barnabas.cli.output.Output;
import io.barnabas.wire.message.DeleteTopicsRequest;
import io.barnabas.wire.message.DeleteTopicsRequest.DeleteTopicState;
import io.barnabas.wire.message.DeleteTopicsResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code topics delete}. */
@Command(name = "delete", description = "Delete topics with all their records.")
final class DeleteTopic extends BrokerCommand {
    private static final int TIMEOUT_MS = 30_000;

    @Parameters(paramLabel = "TOPIC", arity = "1..*", description = "The topics.")
    private List<String> topics = List.of();

    DeleteTopic(Terminal terminal) {
        super(terminal);
    }

    @Override
    void run(BrokerConnection broker, Output output) throws IOException {
        List<DeleteTopicState> named = topics.stream()
                .distinct()
                .map(name -> new DeleteTopicState().setName(name))
                .toList();
        var request = new DeleteTopicsRequest().setTopics(named).setTimeoutMs(TIMEOUT_MS);
        for (var gone : broker.call(request, DeleteTopicsResponse.class).responses()) {
            String name = Objects.requireNonNullElse(gone.name(), "");
            check(gone.errorCode(), gone.errorMessage(), "topic '" + name + "'");
            output.done("Deleted " + name + ".", Map.of("topic", name, "deleted", true));
        }
    }
}
