// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorsTest {

    @ParameterizedTest
    @EnumSource(org.apache.kafka.common.protocol.Errors.class)
    void shouldHaveKafkasNamesAndCodes(org.apache.kafka.common.protocol.Errors kafka) {
        Errors ours = Errors.valueOf(kafka.name());

        assertThat(ours.code()).isEqualTo(kafka.code());
        assertThat(ours.retriable()).isEqualTo(kafka.exception() instanceof RetriableException);
        assertThat(ours.message()).isNotBlank();
        assertThat(Errors.forCode(kafka.code())).isEqualTo(ours);
    }

    @Test
    void shouldTakeUnknownCodesForServerErrors() {
        assertThat(Errors.values()).hasSameSizeAs(org.apache.kafka.common.protocol.Errors.values());
        assertThat(Errors.forCode((short) -2)).isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
        assertThat(Errors.forCode((short) 9999)).isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
    }
}
