// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.wire.message.ApiKey;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApiKeyTest {

    @ParameterizedTest
    @EnumSource(ApiKey.class)
    void shouldAgreeWithKafka(ApiKey key) {
        ApiKeys kafka = ApiKeys.valueOf(key.name());

        assertThat(key.id()).isEqualTo(kafka.id);
        assertThat(key.lowestVersion()).isEqualTo(kafka.messageType.lowestSupportedVersion());
        assertThat(key.highestVersion()).isEqualTo(kafka.messageType.highestSupportedVersion(true));
        assertThat(key.highestStableVersion()).isEqualTo(kafka.messageType.highestSupportedVersion(false));
        assertThat(key.onBroker()).isEqualTo(kafka.inScope(ApiMessageType.ListenerType.BROKER));
        assertThat(key.onController()).isEqualTo(kafka.inScope(ApiMessageType.ListenerType.CONTROLLER));
        for (short version = key.lowestVersion(); version <= key.highestVersion(); version++) {
            assertThat(key.requestHeaderVersion(version)).isEqualTo(kafka.requestHeaderVersion(version));
            assertThat(key.responseHeaderVersion(version)).isEqualTo(kafka.responseHeaderVersion(version));
        }
        assertThat(key.newRequest().apiKey()).isEqualTo(key);
        assertThat(key.newResponse().apiKey()).isEqualTo(key);
        assertThat(ApiKey.forId(key.id())).isEqualTo(key);
    }

    @Test
    void shouldNotKnowWhatKafkaHasDropped() {
        for (short removed = 4; removed <= 7; removed++) {
            assertThat(ApiKey.forId(removed)).isNull();
        }
        assertThat(ApiKey.forId((short) -1)).isNull();
        assertThat(ApiKey.forId((short) 93)).isNull();
        assertThat(ApiKey.values()).hasSize(89);
        assertThat(ApiKey.INIT_PRODUCER_ID.isVersionStable((short) 6)).isFalse();
    }
}
