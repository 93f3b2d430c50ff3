// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.tools;

import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.harness.ToolSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every sub-command of Kafka's tools, right and wrong: they print in front of the broker what they print in front of Kafka. */
final class ToolsBesideKafkaIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own(
            "offsets.topic.num.partitions=1",
            "transaction.state.log.num.partitions=1",
            "share.coordinator.state.topic.num.partitions=1");

    @RegisterExtension
    static final TestBroker KAFKA = TestBroker.kafka();

    private static final ToolSession TOOLS = new ToolSession();

    @TempDir
    Path files;

    @AfterAll
    static void close() {
        TOOLS.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics", "configs", "groups", "clients", "files", "cluster", "features"})
    void shouldPrintWhatTheyPrintInFrontOfKafka(String script) throws IOException {
        try (var text = Objects.requireNonNull(getClass().getResourceAsStream(script + ".txt"), script)) {
            new ToolComparison(TOOLS, BROKER.broker(), KAFKA.broker(), files)
                    .assertSame(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
