// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.RawClient;
import io.barnabas.compat.harness.TestBroker;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.GetTelemetrySubscriptionsRequestData;
import org.apache.kafka.common.message.GetTelemetrySubscriptionsResponseData;
import org.apache.kafka.common.message.PushTelemetryRequestData;
import org.apache.kafka.common.message.PushTelemetryResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client is told that asks which metrics to push, and that pushes them well or badly (KIP-714). */
final class RawTelemetryIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own("telemetry.max.bytes=1000");

    private final Uuid id = Uuid.randomUuid();
    private final String subscription = unique("subscription");
    private RawClient client;

    @BeforeEach
    void connect() {
        client = new RawClient(BROKER.bootstrap());
    }

    @AfterEach
    void disconnect() {
        client.close();
        configure(subscription, OpType.DELETE, Map.of("metrics", "", "interval.ms", "", "match", ""));
    }

    @Test
    void shouldGiveAnIdAndAskForNothingWithoutSubscriptions() {
        var answer = ask(Uuid.ZERO_UUID);

        assertThat(answer.clientInstanceId()).isNotEqualTo(Uuid.ZERO_UUID);
        assertThat(answer)
                .isEqualTo(new GetTelemetrySubscriptionsResponseData()
                        .setClientInstanceId(answer.clientInstanceId())
                        .setSubscriptionId(answer.subscriptionId())
                        .setAcceptedCompressionTypes(List.of((byte) 4, (byte) 3, (byte) 1, (byte) 2))
                        .setPushIntervalMs(300_000)
                        .setTelemetryMaxBytes(1000)
                        .setDeltaTemporality(true));
    }

    @Test
    void shouldComputeTheSubscriptionFromWhatIsAskedForAndByWhom() {
        var nobody = Uuid.fromString("1GYHhtGOR2C_X1mF3TuIkA");

        assertThat(ask(nobody).subscriptionId()).isEqualTo(-1_286_878_675);
        subscribe(
                "metrics",
                "org.apache.kafka.",
                "interval.ms",
                "123456",
                "match",
                "client_id=r.w,client_software_name=unknown");
        assertThat(ask(nobody))
                .satisfies(answer -> assertThat(answer.subscriptionId()).isEqualTo(925_296_196))
                .satisfies(answer -> assertThat(answer.requestedMetrics()).containsExactly("org.apache.kafka."))
                .satisfies(answer -> assertThat(answer.pushIntervalMs()).isEqualTo(123_456));
        subscribe("match", "client_id=r.");
        assertThat(ask(nobody).requestedMetrics()).isEmpty();
        subscribe("match", "", "metrics", "a.,*");
        assertThat(ask(nobody).requestedMetrics()).containsExactly("*");
    }

    @Test
    void shouldTakeOnePushInEachInterval() {
        subscribe("metrics", "*", "interval.ms", "3600000");
        var subscriptionId = ask(id).subscriptionId();

        assertThat(Errors.forCode(ask(id).errorCode())).isEqualTo(Errors.THROTTLING_QUOTA_EXCEEDED);
        assertThat(push(id, subscriptionId, false, 0, 0)).isEqualTo(Errors.NONE);
        assertThat(push(id, subscriptionId, false, 0, 0)).isEqualTo(Errors.THROTTLING_QUOTA_EXCEEDED);
        assertThat(push(id, subscriptionId, true, 0, 0)).isEqualTo(Errors.NONE);
        assertThat(push(id, subscriptionId, true, 0, 0)).isEqualTo(Errors.INVALID_REQUEST);
    }

    @Test
    void shouldForgetAClientWhenItsConnectionEnds() {
        subscribe("metrics", "*", "interval.ms", "3600000");
        ask(id);
        client.close();
        client = new RawClient(BROKER.bootstrap());

        await().until(() -> ask(id).errorCode() == 0);
    }

    @Test
    void shouldSayWhatIsWrongWithAPush() {
        subscribe("metrics", "*", "interval.ms", "100");
        var subscriptionId = ask(id).subscriptionId();

        assertThat(push(id, subscriptionId + 1, false, 0, 0)).isEqualTo(Errors.UNKNOWN_SUBSCRIPTION_ID);
        assertThat(ask(id).errorCode()).isZero();
        assertThat(push(id, subscriptionId, true, 5, 0)).isEqualTo(Errors.UNSUPPORTED_COMPRESSION_TYPE);
        assertThat(push(Uuid.ZERO_UUID, subscriptionId, false, 0, 0)).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(push(Uuid.ONE_UUID, subscriptionId, false, 0, 0)).isEqualTo(Errors.INVALID_REQUEST);
        var other = Uuid.randomUuid();
        assertThat(push(other, ask(other).subscriptionId(), false, 4, 1001)).isEqualTo(Errors.TELEMETRY_TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "interval.ms | 99 | request | Invalid value 99 for interval.ms, interval must be between 100 and 3600000 (1 hour)",
                "interval.ms | 3600001 | request | Invalid value 3600001 for interval.ms, interval must be between 100 and",
                "interval.ms | often | config | Invalid value often for configuration interval.ms: Not a number of type INT",
                "match | client | config | Illegal client matching pattern: client",
                "match | client_id= | config | Illegal client matching pattern: client_id=",
                "match | client_id=a=b | config | Illegal client matching pattern: client_id=a=b",
                "match | client_id=( | config | Illegal client matching pattern: client_id=(",
                "match | name=a | config | Illegal client matching pattern: name=a",
                "metric | a | request | Unknown client metrics configuration: metric",
            })
    void shouldRefuseWhatIsNoSubscription(String name, String value, String kind, String message) {
        Class<? extends ApiException> expected =
                kind.equals("config") ? InvalidConfigurationException.class : InvalidRequestException.class;

        assertThatThrownBy(() -> subscribe(name, value)).isInstanceOf(expected).hasMessageStartingWith(message);
    }

    private void subscribe(String... entries) {
        var config = new LinkedHashMap<String, String>();
        for (var i = 0; i < entries.length; i += 2) {
            config.put(entries[i], entries[i + 1]);
        }
        configure(subscription, OpType.SET, config);
    }

    /** Returns when the broker has taken the change on. */
    private void configure(String name, OpType type, Map<String, String> entries) {
        var resource = new ConfigResource(ConfigResource.Type.CLIENT_METRICS, name);
        try (var admin = Clients.admin(BROKER.bootstrap())) {
            get(admin.incrementalAlterConfigs(Map.of(
                            resource,
                            entries.entrySet().stream()
                                    .map(entry ->
                                            new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), type))
                                    .toList()))
                    .all());
            await().until(() -> Stream.of(
                            get(admin.describeConfigs(List.of(resource)).all()).get(resource))
                    .flatMap(config -> config.entries().stream())
                    .filter(entry -> entries.containsKey(entry.name()))
                    .allMatch(entry -> type == OpType.DELETE
                            ? entry.source() != ConfigEntry.ConfigSource.DYNAMIC_CLIENT_METRICS_CONFIG
                            : entry.value().equals(entries.get(entry.name()))));
        }
    }

    private GetTelemetrySubscriptionsResponseData ask(Uuid instance) {
        return client.ask(
                GetTelemetrySubscriptionsResponseData.class,
                ApiKeys.GET_TELEMETRY_SUBSCRIPTIONS,
                0,
                new GetTelemetrySubscriptionsRequestData().setClientInstanceId(instance));
    }

    private Errors push(Uuid instance, int subscriptionId, boolean terminating, int compression, int size) {
        var request = new PushTelemetryRequestData()
                .setClientInstanceId(instance)
                .setSubscriptionId(subscriptionId)
                .setTerminating(terminating)
                .setCompressionType((byte) compression)
                .setMetrics(ByteBuffer.allocate(size));
        return Errors.forCode(client.ask(PushTelemetryResponseData.class, ApiKeys.PUSH_TELEMETRY, 0, request)
                .errorCode());
    }
}
