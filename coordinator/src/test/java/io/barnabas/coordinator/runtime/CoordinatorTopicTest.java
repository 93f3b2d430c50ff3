// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoordinatorTopicTest {

    /** Its hash is Integer.MIN_VALUE, which has no absolute value. */
    private static final String MIN_VALUE_HASH = "polygenelubricants";

    @Test
    void shouldTakeTheAbsoluteHashModuloThePartitions() {
        assertThat(CoordinatorTopic.partitionOf("payment-service", 50))
                .as("|%s| modulo 50", "payment-service".hashCode())
                .isEqualTo(32);
        assertThat(CoordinatorTopic.partitionOf("", 50)).isZero();
    }

    @Test
    void shouldSendTheHashWithoutAbsoluteValueToPartition0() {
        assertThat(MIN_VALUE_HASH.hashCode()).isEqualTo(Integer.MIN_VALUE);
        assertThat(CoordinatorTopic.partitionOf(MIN_VALUE_HASH, 50)).isZero();
    }
}
