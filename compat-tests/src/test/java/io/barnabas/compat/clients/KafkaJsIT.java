// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.clients;

import io.barnabas.compat.harness.Project;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** kafkajs on Node. */
@Tag("third-party")
final class KafkaJsIT extends ClientContract {
    @Override
    List<String> command() {
        return List.of("node", Project.clients().resolve("kafkajs/client.js").toString());
    }
}
