// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import static io.barnabas.coordinator.share.partition.AcknowledgeType.ACCEPT;
import static io.barnabas.coordinator.share.partition.AcknowledgeType.GAP;
import static io.barnabas.coordinator.share.partition.AcknowledgeType.RELEASE;
import static io.barnabas.coordinator.share.partition.AcknowledgeType.RENEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.barnabas.coordinator.share.partition.AcknowledgeType;
import io.barnabas.coordinator.share.partition.Acknowledgement;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgementBatchTest {
    private static AcknowledgementBatch batch(long first, long last, AcknowledgeType... types) {
        List<Byte> ids = new ArrayList<>();
        for (AcknowledgeType type : types) {
            ids.add((byte) List.of(AcknowledgeType.values()).indexOf(type));
        }
        return new AcknowledgementBatch(first, last, ids);
    }

    private static void assertRefused(Errors error, boolean renewing, AcknowledgementBatch... batches) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> AcknowledgementBatch.check(List.of(batches), renewing))
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(error));
    }

    @Test
    void shouldPutNeighboursOfOneTypeTogether() {
        assertThat(AcknowledgementBatch.check(
                        List.of(batch(0, 9, ACCEPT), batch(10, 14, GAP, GAP, RELEASE, ACCEPT, ACCEPT)), false))
                .containsExactly(
                        new Acknowledgement(0, 9, ACCEPT),
                        new Acknowledgement(10, 11, GAP),
                        new Acknowledgement(12, 12, RELEASE),
                        new Acknowledgement(13, 14, ACCEPT));
    }

    @Test
    void shouldRefuseBatchesOutOfOrder() {
        assertRefused(Errors.INVALID_REQUEST, false, batch(3, 2, ACCEPT));
        assertRefused(Errors.INVALID_REQUEST, false, batch(3, 4, ACCEPT), batch(0, 1, ACCEPT));
        assertRefused(Errors.INVALID_REQUEST, false, batch(0, 4, ACCEPT), batch(3, 5, ACCEPT));
        assertRefused(Errors.INVALID_RECORD_STATE, false, batch(0, 4, ACCEPT), batch(4, 5, ACCEPT));
        assertRefused(Errors.INVALID_REQUEST, false, batch(-5, -2, ACCEPT));
    }

    @Test
    void shouldRefuseTypesThatCannotBe() {
        assertRefused(Errors.INVALID_REQUEST, false, batch(0, 4));
        assertRefused(Errors.INVALID_REQUEST, false, batch(0, 4, ACCEPT, ACCEPT));
        assertRefused(Errors.INVALID_REQUEST, false, new AcknowledgementBatch(0, 4, List.of((byte) 5)));
        assertRefused(Errors.INVALID_REQUEST, false, new AcknowledgementBatch(0, 4, List.of((byte) -1)));
        assertRefused(Errors.INVALID_REQUEST, false, batch(0, Long.MAX_VALUE, ACCEPT, ACCEPT));
    }

    @Test
    void shouldRenewInRequestsThatSaySoOnly() {
        assertRefused(Errors.INVALID_REQUEST, false, batch(0, 1, RENEW));
        assertThat(AcknowledgementBatch.check(List.of(batch(0, 1, RENEW)), true))
                .containsExactly(new Acknowledgement(0, 1, RENEW));
    }
}
