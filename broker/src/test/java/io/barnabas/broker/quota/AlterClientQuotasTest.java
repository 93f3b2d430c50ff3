// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.metadata.InstantMetadata;
import io.barnabas.broker.metadata.MetadataOperation.Decision;
import io.barnabas.broker.metadata.record.ClientQuotaRecord;
import io.barnabas.broker.quota.AlterClientQuotas.Alteration;
import io.barnabas.broker.quota.AlterClientQuotas.Change;
import io.barnabas.broker.quota.AlterClientQuotas.Outcome;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlterClientQuotasTest {
    private static final Outcome DONE = new Outcome(Errors.NONE, null);

    private final InstantMetadata metadata = new InstantMetadata();

    @Test
    void shouldWriteTheRecordsThatKafkaWrites() {
        Decision<Map<QuotaEntity, Outcome>> decision =
                decide(of("client-id=app user", set("producer_byte_rate", 1000), set("consumer_byte_rate", 5)));

        List<ClientQuotaRecord.EntityData> entity = List.of(
                new ClientQuotaRecord.EntityData().setEntityType("client-id").setEntityName("app"),
                new ClientQuotaRecord.EntityData().setEntityType("user").setEntityName(null));
        assertThat(decision.records())
                .containsExactly(
                        new ClientQuotaRecord()
                                .setEntity(entity)
                                .setKey("consumer_byte_rate")
                                .setValue(5),
                        new ClientQuotaRecord()
                                .setEntity(entity)
                                .setKey("producer_byte_rate")
                                .setValue(1000));
        assertThat(decision.answer()).containsExactly(Map.entry(entity("user client-id=app"), DONE));
    }

    @Test
    void shouldWriteOnlyWhatChanges() {
        apply(of("user=a", set("producer_byte_rate", 7), set("request_percentage", Double.NaN)));

        Decision<Map<QuotaEntity, Outcome>> same = decide(of(
                "user=a",
                set("producer_byte_rate", 7),
                set("request_percentage", Double.NaN),
                remove("consumer_byte_rate"),
                remove("no.such")));
        Decision<Map<QuotaEntity, Outcome>> removed = decide(of("user=a", remove("producer_byte_rate")));

        assertThat(same.records()).isEmpty();
        assertThat(same.answer().values()).containsExactly(DONE);
        assertThat(removed.records())
                .containsExactly(new ClientQuotaRecord()
                        .setEntity(entity("user=a").inRecords())
                        .setKey("producer_byte_rate")
                        .setRemove(true));
    }

    @Test
    void shouldDoAllOrNothingForEachEntity() {
        Decision<Map<QuotaEntity, Outcome>> decision = decide(
                of("user=a", set("producer_byte_rate", 7), set("consumer_byte_rate", -1)),
                of("user=b", set("producer_byte_rate", 7)));

        assertThat(decision.records()).hasSize(1);
        assertThat(decision.answer())
                .containsEntry(entity("user=a"), refused("Quota consumer_byte_rate must be greater than 0"))
                .containsEntry(entity("user=b"), DONE);
    }

    @Test
    void shouldOnlyCheckWhenToldSo() {
        Decision<Map<QuotaEntity, Outcome>> decision = new AlterClientQuotas(
                        List.of(of("user=a", set("producer_byte_rate", 7))), Set.of(), true)
                .decide(metadata.image());

        assertThat(decision.records()).isEmpty();
        assertThat(decision.answer().values()).containsExactly(DONE);
    }

    @Test
    void shouldTakeTheFirstOfTwoEntriesAndSayThatThereAreTwo() {
        Decision<Map<QuotaEntity, Outcome>> entries = decide(
                of("user=a client-id=x", set("producer_byte_rate", 1)),
                of("client-id=x user=a", set("consumer_byte_rate", 2)));
        Decision<Map<QuotaEntity, Outcome>> keys =
                decide(of("user=a", set("producer_byte_rate", 1), remove("producer_byte_rate")));

        assertThat(entries.records()).hasSize(1);
        assertThat(entries.answer())
                .containsOnly(Map.entry(
                        entity("user=a client-id=x"),
                        refused("Ignoring duplicate entity ClientQuotaEntity(entries={client-id=x, user=a})")));
        assertThat(keys.records()).isEmpty();
        assertThat(keys.answer().values())
                .containsExactly(refused("Ignoring duplicate entity ClientQuotaEntity(entries={user=a})"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                      | producer_byte_rate       | 1     | Invalid empty client quota entity
            group=x                 | producer_byte_rate       | 1     | Unhandled client quota entity type: group
            =x                      | producer_byte_rate       | 1     | Unhandled client quota entity type:
            user=                   | producer_byte_rate       | 1     | Empty user not supported
            client-id=              | producer_byte_rate       | 1     | Empty client-id not supported
            ip=                     | connection_creation_rate | 1     | Empty ip not supported
            ip=1.2.3.4 user=a       | producer_byte_rate       | 1     | Invalid quota entity combination, IP entity shouldnot be combined with User or ClientId
            ip client-id            | connection_creation_rate | 1     | Invalid quota entity combination, IP entity shouldnot be combined with User or ClientId
            ip=nowhere              | connection_creation_rate | 1     | nowhere is not a valid IP or resolvable host.
            user=a                  | connection_creation_rate | 1     | Invalid configuration key connection_creation_rate
            ip=1.2.3.4              | producer_byte_rate       | 1     | Invalid configuration key producer_byte_rate
            user=a                  | ''                       | 1     | Invalid configuration key
            user=a                  | producer_byte_rate       | 0     | Quota producer_byte_rate must be greater than 0
            user=a                  | request_percentage       | -0.1  | Quota request_percentage must be greater than 0
            user=a                  | producer_byte_rate       | 1.5   | producer_byte_rate cannot be a fractional value.
            user=a                  | consumer_byte_rate       | 1.000002 | consumer_byte_rate cannot be a fractional value.
            user=a                  | consumer_byte_rate       | 9.3e18 | Proposed value for consumer_byte_rate is too large for a LONG.
            user=a                  | producer_byte_rate       | Infinity | Proposed value for producer_byte_rate is too large for a LONG.
            ip                      | connection_creation_rate | 2147483648 | Proposed value for connection_creation_rate is too large for an INT.
            ip                      | connection_creation_rate | 0.5   | connection_creation_rate cannot be a fractional value.
            """)
    void shouldRefuseWhatIsNoQuota(String entity, String key, double value, String message) {
        Decision<Map<QuotaEntity, Outcome>> decision = decide(of(entity, set(key, value)));

        assertThat(decision.records()).isEmpty();
        assertThat(decision.answer().values()).singleElement().satisfies(outcome -> {
            assertThat(outcome.error()).isEqualTo(Errors.INVALID_REQUEST);
            assertThat(String.valueOf(outcome.message()).strip()).isEqualTo(message);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "user=a,     producer_byte_rate,       9.223372036854775807e18",
        "user=a,     producer_byte_rate,       1.0000001",
        "user=a,     producer_byte_rate,       NaN",
        "user=a,     request_percentage,       0.01",
        "client-id,  request_percentage,       1e300",
        "client-id,  controller_mutation_rate, 1.5",
        "ip=::1,     connection_creation_rate, 2147483647",
        "ip,         connection_creation_rate, NaN"
    })
    void shouldTakeWhatKafkaTakes(String entity, String key, double value) {
        assertThat(decide(of(entity, set(key, value))).answer().values()).containsExactly(DONE);
    }

    private Decision<Map<QuotaEntity, Outcome>> decide(Alteration... alterations) {
        return operation(alterations).decide(metadata.image());
    }

    private void apply(Alteration... alterations) {
        metadata.submit(operation(alterations)).join();
    }

    private static AlterClientQuotas operation(Alteration... alterations) {
        return new AlterClientQuotas(List.of(alterations), Set.of("nowhere"), false);
    }

    private static Alteration of(String entity, Change... changes) {
        return new Alteration(entity(entity), List.of(changes));
    }

    static QuotaEntity entity(String text) {
        Map<String, @Nullable String> names = new java.util.HashMap<>();
        List<String> parts = new ArrayList<>(List.of(text.split(" ", -1)));
        parts.remove("");
        for (String part : parts) {
            int equals = part.indexOf('=');
            names.put(equals < 0 ? part : part.substring(0, equals), equals < 0 ? null : part.substring(equals + 1));
        }
        return QuotaEntity.of(names);
    }

    private static Change set(String key, double value) {
        return new Change(key, value);
    }

    private static Change remove(String key) {
        return new Change(key, null);
    }

    private static Outcome refused(String message) {
        return new Outcome(Errors.INVALID_REQUEST, message);
    }
}
