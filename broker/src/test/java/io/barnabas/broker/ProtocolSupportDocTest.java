// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written about the protocol is what the handlers answer; with {@code -Ddocs.write=true} it is written anew. */
class ProtocolSupportDocTest {
    private static final Path PAGE = Path.of("../docs/protocol-support.md");

    @Test
    void shouldBePrintedFromTheListOfHandlers(@TempDir Path data) throws IOException {
        Map<String, String> properties = Map.of("listeners", "PLAINTEXT://localhost:0", "log.dirs", data.toString());
        try (BrokerServer broker = BrokerServer.start(properties, InstantSource.system())) {
            String printed = ProtocolSupportPage.print(broker.handlers());
            if (Boolean.getBoolean("docs.write")) {
                Files.writeString(PAGE, printed);
            }

            assertThat(Files.readString(PAGE))
                    .as("docs/protocol-support.md is printed by bin/dev docs")
                    .isEqualTo(printed);
        }
    }
}
