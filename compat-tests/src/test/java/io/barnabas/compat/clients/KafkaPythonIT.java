// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.clients;

import io.barnabas.compat.harness.Project;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** kafka-python, as Debian has it. */
@Tag("third-party")
final class KafkaPythonIT extends ClientContract {
    @Override
    List<String> command() {
        return List.of(
                "/usr/bin/python3",
                Project.clients().resolve("kafka-python/client.py").toString());
    }
}
