// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.RawClient;
import io.barnabas.compat.harness.TestBroker;
import java.util.List;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests to coordinators from clients that have not asked where these are (FindCoordinator), in every version: as long as nobody
 * has there is neither {@code __consumer_offsets} nor {@code __transaction_state}, and no such request makes one.
 */
final class WithoutCoordinatorBesideKafkaIT {

    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own();

    @RegisterExtension
    static final TestBroker KAFKA = TestBroker.kafka();

    private static Uuid ours;
    private static Uuid kafkas;

    @BeforeAll
    static void createTopics() {
        ours = createTopic(BROKER);
        kafkas = createTopic(KAFKA);
    }

    private static Uuid createTopic(TestBroker broker) {
        try (var admin = Clients.admin(broker.bootstrap())) {
            return Clients.get(admin.createTopics(List.of(new NewTopic(CoordinatorRequest.TOPIC, 1, (short) 1)))
                    .topicId(CoordinatorRequest.TOPIC));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerAsKafka(CoordinatorRequest request) {
        ApiKeys api = request.api();
        for (short version = api.oldestVersion(); version <= api.latestVersion(false); version++) {
            assertThat(answer(BROKER, request, version, ours))
                    .as("version %s", version)
                    .isEqualTo(answer(KAFKA, request, version, kafkas));
        }
        assertThat(topics(BROKER)).isEqualTo(topics(KAFKA)).doesNotContain("__consumer_offsets", "__transaction_state");
    }

    private static String answer(TestBroker broker, CoordinatorRequest request, short version, Uuid topicId) {
        try (var client = new RawClient(broker.bootstrap())) {
            return client.ask(ApiMessage.class, request.api(), version, request.with(version, topicId))
                    .toString()
                    .replace(topicId.toString(), "ID");
        }
    }

    private static List<String> topics(TestBroker broker) {
        try (var admin = Clients.admin(broker.bootstrap())) {
            return List.copyOf(Clients.get(
                    admin.listTopics(new ListTopicsOptions().listInternal(true)).names()));
        }
    }
}
