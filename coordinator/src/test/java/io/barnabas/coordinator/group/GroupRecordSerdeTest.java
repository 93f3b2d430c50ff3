// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.coordinator.record.OffsetCommitKey;
import io.barnabas.coordinator.record.OffsetCommitValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.coordinator.runtime.RecordSerde;
import io.barnabas.wire.protocol.InvalidMessageException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes are those that a disk shows, field by field. */
class GroupRecordSerdeTest {

    private static final String KEY_OF_G_T_7 = "0001" + "0001" + "67" + "0001" + "74" + "00000007";

    private final RecordSerde serde = GroupRecordSerde.create();

    @Test
    void shouldWriteAnOffsetCommitOfVersion1() {
        CoordinatorRecord record = CoordinatorRecord.of(
                new OffsetCommitKey().setGroup("g").setTopic("t").setPartition(7),
                1,
                new OffsetCommitValue()
                        .setOffset(5)
                        .setMetadata("m")
                        .setCommitTimestamp(2)
                        .setExpireTimestamp(3));

        assertThat(hex(serde.keyBytes(record))).isEqualTo(KEY_OF_G_T_7);
        byte[] value = serde.valueBytes(record);
        assertThat(value).isNotNull();
        assertThat(hex(value))
                .isEqualTo("0001" + "0000000000000005" + "0001" + "6d" + "0000000000000002" + "0000000000000003");
        assertThat(serde.read(ByteBuffer.wrap(serde.keyBytes(record)), ByteBuffer.wrap(value)))
                .isEqualTo(record);
    }

    @Test
    void shouldReadTheKeysThatKafka08Wrote() {
        CoordinatorRecord record = serde.read(bytes("0000" + KEY_OF_G_T_7.substring(4)), null);

        assertThat(record)
                .isEqualTo(CoordinatorRecord.tombstone(
                        new OffsetCommitKey().setGroup("g").setTopic("t").setPartition(7)));
    }

    @Test
    void shouldLeaveOutTypesItDoesNotKnow() {
        assertThat(serde.read(bytes("03e8" + "00"), null))
                .as("a type of the future")
                .isNull();
    }

    @Test
    void shouldRefuseVersionsOfTheFutureAndCutBytes() {
        assertThatThrownBy(() -> serde.read(bytes(KEY_OF_G_T_7), bytes("0009" + "00")))
                .isInstanceOf(InvalidMessageException.class);
        assertThatThrownBy(() -> serde.read(bytes("00"), null)).isInstanceOf(InvalidMessageException.class);
        assertThatThrownBy(() -> serde.read(bytes(KEY_OF_G_T_7.substring(0, 12)), null))
                .isInstanceOf(InvalidMessageException.class);
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
