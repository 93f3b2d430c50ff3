// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.generator.schema.MessageSpec;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of every API in every version: the same bytes as Kafka's own classes. Set {@code -Dseed} to replay. */
class KafkaConformanceTest {

    private static final long SEED = Long.getLong("seed", new Random().nextLong());

    static Stream<Arguments> messages() {
        System.out.println("KafkaConformanceTest seed: " + SEED);
        return Schemas.all().stream().map(spec -> Arguments.of(spec.name(), spec));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void shouldMakeTheBytesThatKafkaMakes(String name, MessageSpec spec) {
        new SameBytes(spec, Schemas::newMessage, KafkaTwin.of(spec)).inAllVersions(SEED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void shouldRefuseWhatKafkaRefuses(String name, MessageSpec spec) {
        new SameBytes(spec, Schemas::newMessage, KafkaTwin.of(spec)).inRefusals(SEED);
    }

    @Test
    void shouldHaveAllSchemas() {
        List<MessageSpec> all = Schemas.all();

        assertThat(all).hasSize(190);
        assertThat(all.stream().filter(spec -> spec.kind() == MessageSpec.Kind.REQUEST))
                .hasSize(89);
        assertThat(all.stream().filter(spec -> spec.kind() == MessageSpec.Kind.RESPONSE))
                .hasSize(89);
    }
}
