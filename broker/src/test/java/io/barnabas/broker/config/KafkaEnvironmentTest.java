// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaEnvironmentTest {
    @ParameterizedTest
    @CsvSource({
        "KAFKA_LOG_RETENTION_HOURS, log.retention.hours",
        "KAFKA_LISTENER_NAME_TC__1_PLAIN, listener.name.tc_1.plain",
        "KAFKA_LISTENER_NAME_TC___1_PLAIN, listener.name.tc-1.plain",
    })
    void shouldReadTheNameOfAPropertyOutOfTheVariables(String variable, String property) {
        assertThat(KafkaEnvironment.propertyName(variable)).isEqualTo(property);
    }

    @Test
    void shouldTakeWhatTestcontainersSets() {
        KafkaEnvironment environment = new KafkaEnvironment(Map.ofEntries(
                Map.entry("CLUSTER_ID", "4L6g3nShT-eMCtK--X86sw"),
                Map.entry("KAFKA_LISTENERS", "PLAINTEXT://:9092,BROKER://:9093,CONTROLLER://:9094"),
                Map.entry(
                        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                        "BROKER:PLAINTEXT,PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("KAFKA_INTER_BROKER_LISTENER_NAME", "BROKER"),
                Map.entry("KAFKA_PROCESS_ROLES", "broker,controller"),
                Map.entry("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
                Map.entry("KAFKA_NODE_ID", "1"),
                Map.entry("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9094"),
                Map.entry("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://localhost:32770,BROKER://host:9093"),
                Map.entry("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "1"),
                Map.entry("KAFKA_LOG_FLUSH_INTERVAL_MESSAGES", "9223372036854775807")));

        BrokerConfig config = BrokerConfig.of(environment.properties());

        assertThat(environment.clusterId()).isEqualTo("4L6g3nShT-eMCtK--X86sw");
        assertThat(config.listeners().listeners())
                .containsExactly(new Endpoint("PLAINTEXT", "", 9092), new Endpoint("BROKER", "", 9093));
        assertThat(config.listeners().advertised())
                .containsEntry("PLAINTEXT", new Endpoint("PLAINTEXT", "localhost", 32770));
    }

    @Test
    void shouldLeaveOutWhatIsNoProperty() {
        KafkaEnvironment environment = new KafkaEnvironment(Map.of(
                "KAFKA_HEAP_OPTS", "-Xmx1g",
                "KAFKA_OPTS", "-Dx=y",
                "KAFKA_CREATE_TOPICS", "orders:1:1",
                "KAFKA_PORT_9092_TCP", "tcp://10.0.0.1:9092",
                "KAFKA_ZOOKEEPER_CONNECT", "zookeeper:2181",
                "HOME", "/root",
                "CLUSTER_ID", " "));

        assertThat(environment.properties()).containsOnly(Map.entry("zookeeper.connect", "zookeeper:2181"));
        assertThat(environment.createTopics()).isEqualTo("orders:1:1");
        assertThat(environment.clusterId()).isNull();
    }
}
