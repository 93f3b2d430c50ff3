// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.RawClient;
import io.barnabas.compat.harness.TestBroker;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.ListConfigResourcesRequestData;
import org.apache.kafka.common.message.ListConfigResourcesResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What has configs, as requests of both versions list it. */
final class RawConfigResourcesIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own();

    private RawClient client;

    @BeforeEach
    void connect() {
        client = new RawClient(BROKER.bootstrap());
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void shouldListWhatHasConfigs() {
        var topic = createTopic(BROKER.bootstrap(), "configured", 1);
        var group = unique("configured");
        var metrics = unique("configured");
        set(ConfigResource.Type.GROUP, group, "consumer.session.timeout.ms", "50000");
        set(ConfigResource.Type.CLIENT_METRICS, metrics, "interval.ms", "1000");

        assertThat(list(0)).containsExactly("16 " + metrics);
        assertThat(list(1)).contains("2 " + topic, "4 1", "8 1", "16 " + metrics, "32 " + group);
        assertThat(list(1, 4, 8, 4)).containsExactly("4 1", "8 1");
        assertThat(list(1, 2)).contains("2 " + topic).allMatch(resource -> resource.startsWith("2 "));
        assertThat(list(1, 2, 3)).containsExactly("UNSUPPORTED_VERSION");
        assertThat(list(1, 0)).containsExactly("UNSUPPORTED_VERSION");
    }

    private static void set(ConfigResource.Type type, String name, String key, String value) {
        try (var admin = Clients.admin(BROKER.bootstrap())) {
            get(admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(type, name),
                            List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
                    .all());
        }
    }

    private List<String> list(int version, int... types) {
        var request = new ListConfigResourcesRequestData()
                .setResourceTypes(
                        Arrays.stream(types).mapToObj(type -> (byte) type).toList());
        var answer = ask(ListConfigResourcesResponseData.class, ApiKeys.LIST_CONFIG_RESOURCES, version, request);
        return answer.errorCode() != 0
                ? List.of(Errors.forCode(answer.errorCode()).name())
                : answer.configResources().stream()
                        .sorted(Comparator.comparing(ListConfigResourcesResponseData.ConfigResource::resourceType)
                                .thenComparing(ListConfigResourcesResponseData.ConfigResource::resourceName))
                        .map(resource -> resource.resourceType() + " " + resource.resourceName())
                        .toList();
    }

    private <R extends ApiMessage> R ask(Class<R> type, ApiKeys api, int version, ApiMessage request) {
        return client.ask(type, api, version, request);
    }
}
