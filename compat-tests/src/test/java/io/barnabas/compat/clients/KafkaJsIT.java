// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.clients;

import io.barnabas.compat.harness.Project;
import java.util.List;

/** kafkajs on Node. */
final class KafkaJsIT extends ClientContract {
    @Override
    List<String> command() {
        return List.of("node", Project.clients().resolve("kafkajs/client.js").toString());
    }
}
