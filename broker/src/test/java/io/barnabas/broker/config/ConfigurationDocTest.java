// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What is written about the configuration is what the tables say; with {@code -Ddocs.write=true} it is written anew. Tests run in the
 * folder of their module.
 */
class ConfigurationDocTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");

    @Test
    void shouldBePrintedFromTheTables() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, ConfigurationPage.print());
        }

        assertThat(Files.readString(PAGE))
                .as("docs/configuration.md is printed by bin/dev docs")
                .isEqualTo(ConfigurationPage.print());
    }

    @Test
    void shouldStartFromTheConfigurationThatIsShipped() {
        Map<String, String> properties = ConfigFile.read(Path.of("../config/server.properties"));

        BrokerConfig config = BrokerConfig.of(properties);

        assertThat(config.listeners()).isEqualTo(BrokerConfig.of(Map.of()).listeners());
        for (Map.Entry<String, String> property : new TreeMap<>(properties).entrySet()) {
            ConfigEntry entry = BrokerTables.find(property.getKey());
            assertThat(entry)
                    .as(property.getKey())
                    .isNotNull()
                    .extracting(ConfigEntry::supported)
                    .isEqualTo(true);
        }
    }
}
