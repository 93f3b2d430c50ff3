// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.clients;

import io.barnabas.compat.harness.Project;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** kcat, which is librdkafka on the command line. */
@Tag("third-party")
final class KcatIT extends ClientContract {
    @Override
    List<String> command() {
        return List.of(Project.clients().resolve("kcat/client").toString());
    }
}
