// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.clients;

import io.barnabas.compat.harness.Project;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** Sarama, as Debian has it: Go, and versions of the APIs near the oldest that Kafka 4 still serves. */
@Tag("third-party")
final class SaramaIT extends ClientContract {
    @Override
    List<String> command() {
        return List.of(Project.clients().resolve("sarama/client").toString());
    }

    /** It has zstd, but produces by a version from before zstd: the client expects to be refused. */
    @Override
    Set<String> compressions() {
        return Set.of("none", "gzip", "snappy", "lz4");
    }
}
