// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class UuidsTest {

    @RepeatedTest(50)
    void shouldPrintAndParseAsKafkaDoes() {
        UUID id = Uuids.random();

        String text = Uuids.toText(id);

        assertThat(text).hasSize(22).doesNotStartWith("-");
        assertThat(text).isEqualTo(new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits()).toString());
        assertThat(Uuids.fromText(text)).isEqualTo(id);
    }

    @Test
    void shouldKnowTheReservedIds() {
        assertThat(Uuids.toText(Uuids.ZERO)).isEqualTo(Uuid.ZERO_UUID.toString());
        assertThat(Uuids.toText(Uuids.METADATA_TOPIC_ID)).isEqualTo(Uuid.METADATA_TOPIC_ID.toString());
        assertThat(Uuids.isReserved(new UUID(0, 99))).isTrue();
        assertThat(Uuids.isReserved(new UUID(0, 100))).isFalse();
        assertThat(Uuids.isReserved(new UUID(0, -1))).isFalse();
    }

    @Test
    void shouldRefuseWhatIsNoId() {
        assertThatIllegalArgumentException().isThrownBy(() -> Uuids.fromText("short"));
        assertThatIllegalArgumentException().isThrownBy(() -> Uuids.fromText("????????????????????=="));
    }
}
