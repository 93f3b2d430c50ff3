// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.metadata.InstantMetadata;
import io.barnabas.broker.metadata.record.ClientQuotaRecord;
import io.barnabas.wire.message.DescribeClientQuotasRequest.ComponentData;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaFilterTest {
    private static final List<String> ALL =
            List.of("user=a", "user", "client-id=x", "client-id", "user=a client-id=x", "user client-id=y", "ip=::1");

    private final InstantMetadata metadata = new InstantMetadata();

    @BeforeEach
    void quotas() {
        for (String entity : ALL) {
            metadata.replay(new ClientQuotaRecord()
                    .setEntity(AlterClientQuotasTest.entity(entity).inRecords())
                    .setKey("k")
                    .setValue(entity.length()));
        }
    }

    /** A component is {@code type=name}, {@code type} for the default, or {@code type=*} for any. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                  | false | user=a, user, client-id=x, client-id, user=a client-id=x, user client-id=y, ip=::1
            ''                  | true  | ''
            user=*              | false | user=a, user, user=a client-id=x, user client-id=y
            user=*              | true  | user=a, user
            user                | false | user, user client-id=y
            user                | true  | user
            user=a              | false | user=a, user=a client-id=x
            user=a              | true  | user=a
            client-id=*         | true  | client-id=x, client-id
            client-id=* user=*  | false | user=a client-id=x, user client-id=y
            user client-id=*    | true  | user client-id=y
            user=a client-id=y  | true  | ''
            ip=*                | false | ip=::1
            ip                  | false | ''
            ip=::1              | true  | ip=::1
            """)
    void shouldSelectAsKafkaDoes(String components, boolean strict, String expected) {
        List<QuotaEntity> entities = new ArrayList<>();
        for (String entity : expected.split(", ", -1)) {
            if (!entity.isEmpty()) {
                entities.add(AlterClientQuotasTest.entity(entity));
            }
        }

        assertThat(new QuotaFilter(components(components), strict)
                        .select(metadata.image())
                        .keySet())
                .containsExactlyInAnyOrderElementsOf(entities);
    }

    @Test
    void shouldGiveTheValuesByKey() {
        assertThat(new QuotaFilter(components("user=a"), true).select(metadata.image()))
                .containsExactly(
                        Map.entry(AlterClientQuotasTest.entity("user=a"), new java.util.TreeMap<>(Map.of("k", 6.0))));
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertRefused(Errors.INVALID_REQUEST, "Invalid empty entity type.", component("", 2, null));
        assertRefused(Errors.UNSUPPORTED_VERSION, "Unsupported entity type zork", component("zork", 2, null));
        assertRefused(
                Errors.INVALID_REQUEST,
                "Entity type user cannot appear more than once in the filter.",
                component("user", 2, null),
                component("user", 1, null));
        assertRefused(
                Errors.INVALID_REQUEST,
                "Request specified MATCH_TYPE_EXACT, but set match string to null.",
                component("user", 0, null));
        assertRefused(
                Errors.INVALID_REQUEST,
                "Request specified MATCH_TYPE_DEFAULT, but also specified a match string.",
                component("user", 1, "x"));
        assertRefused(
                Errors.INVALID_REQUEST,
                "Request specified MATCH_TYPE_SPECIFIED, but also specified a match string.",
                component("user", 2, "x"));
        assertRefused(Errors.INVALID_REQUEST, "Unknown match type -1", component("user", -1, "x"));
        assertRefused(
                Errors.INVALID_REQUEST,
                "Invalid entity filter component combination. IP filter component should not be used with user or clientId"
                        + " filter component.",
                component("ip", 2, null),
                component("client-id", 2, null));
    }

    private static void assertRefused(Errors error, String message, ComponentData... components) {
        assertThatThrownBy(() -> new QuotaFilter(List.of(components), false))
                .hasMessage(message)
                .extracting(e -> ((ApiException) e).error())
                .isEqualTo(error);
    }

    private static List<ComponentData> components(String text) {
        List<ComponentData> components = new ArrayList<>();
        AlterClientQuotasTest.entity(text).names().forEach((type, name) -> {
            int matchType = name == null ? 1 : name.equals("*") ? 2 : 0;
            components.add(component(type, matchType, matchType == 0 ? name : null));
        });
        return components;
    }

    private static ComponentData component(
            String type, int matchType, @org.jspecify.annotations.Nullable String match) {
        return new ComponentData()
                .setEntityType(type)
                .setMatchType((byte) matchType)
                .setMatch(match);
    }
}
