// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.clients;

import io.barnabas.compat.harness.Project;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** confluent-kafka for Python, as Debian has it: librdkafka again, with an idempotent producer. */
@Tag("third-party")
final class ConfluentPythonIT extends ClientContract {
    @Override
    List<String> command() {
        return List.of(
                "/usr/bin/python3",
                Project.clients().resolve("confluent-kafka-python/client.py").toString());
    }
}
