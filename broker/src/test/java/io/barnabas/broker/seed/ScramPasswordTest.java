// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScramPasswordTest {
    @ParameterizedTest
    @EnumSource(ScramMechanism.class)
    void shouldSaltAsKafkasClientDoes(ScramMechanism mechanism) throws Exception {
        byte[] salt = "salt of the test".getBytes(StandardCharsets.UTF_8);
        byte[] expected = new ScramFormatter(mechanism).saltedPassword("wonderländ", salt, 4096);

        assertThat(ScramPassword.salted(mechanism.mechanismName(), "wonderländ", salt, 4096))
                .isEqualTo(expected);
        assertThat(ScramPassword.MECHANISMS).contains(mechanism.mechanismName());
    }
}
