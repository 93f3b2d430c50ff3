// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AssignDirectoryTest {
    private static final UUID ELSEWHERE = new UUID(5, 5000);

    private final MetadataImage image = Images.with("t");
    private final UUID topic = Objects.requireNonNull(image.topic("t")).id();

    @Test
    void shouldNoteTheDirectoryAndLeaveTheLeaderEpoch() {
        MetadataImage after = Images.apply(image, new AssignDirectory(topic, 1, ELSEWHERE));

        PartitionInfo before = Objects.requireNonNull(image.partition("t", 1));
        PartitionInfo partition = Objects.requireNonNull(after.partition("t", 1));
        assertThat(partition.directories()).containsExactly(ELSEWHERE);
        assertThat(partition.directoryOn(1)).isEqualTo(ELSEWHERE);
        assertThat(partition.directoryOn(2)).isNull();
        assertThat(partition.leaderEpoch()).isEqualTo(before.leaderEpoch());
        assertThat(partition.partitionEpoch()).isEqualTo(before.partitionEpoch() + 1);
        assertThat(after.partition("t", 0)).isEqualTo(image.partition("t", 0));
    }

    @Test
    void shouldWriteNothingWhereNothingChanges() {
        UUID there = Objects.requireNonNull(
                Objects.requireNonNull(image.partition("t", 1)).directoryOn(1));

        for (AssignDirectory operation : List.of(
                new AssignDirectory(topic, 1, there),
                new AssignDirectory(topic, 9, ELSEWHERE),
                new AssignDirectory(ELSEWHERE, 0, ELSEWHERE))) {
            assertThat(operation.decide(image).records()).isEmpty();
        }
    }
}
