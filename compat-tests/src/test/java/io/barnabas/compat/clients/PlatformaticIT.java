// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.clients;

import io.barnabas.compat.harness.Project;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** {@code @platformatic/kafka} on Node: a client of its own, with an idempotent producer and the newest versions of the APIs. */
@Tag("third-party")
final class PlatformaticIT extends ClientContract {
    @Override
    List<String> command() {
        return List.of(
                "node", Project.clients().resolve("platformatic/client.mjs").toString());
    }
}
