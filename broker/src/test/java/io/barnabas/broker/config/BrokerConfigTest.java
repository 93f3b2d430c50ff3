// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerConfigTest {

    @Test
    void shouldListenOnLocalhostAndStoreInDataWithoutAnyConfiguration() {
        BrokerConfig config = BrokerConfig.of(Map.of());

        assertThat(config.nodeId()).isEqualTo(1);
        assertThat(config.logDirs()).containsExactly(Path.of("data"));
        assertThat(config.listeners().listeners()).containsExactly(new Endpoint("PLAINTEXT", "localhost", 9092));
        assertThat(config.listeners().advertised())
                .containsEntry("PLAINTEXT", new Endpoint("PLAINTEXT", "localhost", 9092));
    }

    @Test
    void shouldStartOnKafkasOwnServerProperties(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=7
                controller.quorum.bootstrap.servers=localhost:9093
                listeners=PLAINTEXT://:9092,CONTROLLER://:9093
                inter.broker.listener.name=PLAINTEXT
                advertised.listeners=PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL
                num.network.threads=3
                num.io.threads=8
                socket.send.buffer.bytes=102400
                socket.receive.buffer.bytes=102400
                socket.request.max.bytes=104857600
                log.dirs=/tmp/kraft-combined-logs
                num.partitions=1
                num.recovery.threads.per.data.dir=1
                offsets.topic.replication.factor=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                log.retention.hours=168
                log.segment.bytes=1073741824
                log.retention.check.interval.ms=300000
                """);

        BrokerConfig config = BrokerConfig.load(file, Map.of("node.id", "3"));

        assertThat(config.nodeId()).isEqualTo(3);
        assertThat(config.listeners().listeners()).containsExactly(new Endpoint("PLAINTEXT", "", 9092));
        assertThat(config.listeners().advertised())
                .containsOnly(Map.entry("PLAINTEXT", new Endpoint("PLAINTEXT", "localhost", 9092)));
    }

    @Test
    void shouldTakeSeveralListenersAndDirectories() {
        BrokerConfig config = BrokerConfig.of(Map.of(
                "listeners", "inside://[::1]:0, OUTSIDE://0.0.0.0:9094",
                "listener.security.protocol.map", "INSIDE:PLAINTEXT,outside:plaintext",
                "advertised.listeners", "OUTSIDE://kafka.example.org:443",
                "log.dirs", "/a, /b,/a",
                "metadata.log.dir", "/b"));

        assertThat(config.listeners().listeners())
                .containsExactly(new Endpoint("INSIDE", "::1", 0), new Endpoint("OUTSIDE", "0.0.0.0", 9094));
        assertThat(config.listeners().advertised())
                .containsOnly(
                        Map.entry("INSIDE", new Endpoint("INSIDE", "::1", 0)),
                        Map.entry("OUTSIDE", new Endpoint("OUTSIDE", "kafka.example.org", 443)));
        assertThat(config.logDirs()).containsExactly(Path.of("/b"), Path.of("/a"));
    }

    @Test
    void shouldLeaveTheAddressOfAllInterfacesToTheConnection() {
        BrokerConfig config = BrokerConfig.of(Map.of("listeners", "PLAINTEXT://0.0.0.0:9092"));

        assertThat(config.listeners().advertised()).containsEntry("PLAINTEXT", new Endpoint("PLAINTEXT", "", 9092));
    }

    @Test
    void shouldTakeBrokerIdForNodeId() {
        assertThat(BrokerConfig.of(Map.of("broker.id", "5")).nodeId()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            log.segment.bytes;           1000;      Invalid value 1000 for configuration log.segment.bytes: Value must be at least 1048576
            num.partitions;              many;      Invalid value many for configuration num.partitions: Not a number of type INT
            auto.create.topics.enable;   yes;       Invalid value yes for configuration auto.create.topics.enable: Expected value to be either true or false
            compression.type;            brotli;    Invalid value brotli for configuration compression.type: String must be one of: uncompressed, zstd, lz4, snappy, gzip, producer
            log.retention.hours;         0;         log.retention.ms must be unlimited (-1) or, greater than or equal to 1
            log.roll.ms;                 0;         log.roll.ms must be greater than or equal to 1
            broker.id;                   2;         Invalid value 2 for configuration broker.id: Expected the same value as node.id, 1
            process.roles;               controller;  Invalid value controller for configuration process.roles: Expected broker,controller: this node is always both
            process.roles;               foo;       Invalid value foo for configuration process.roles: String must be one of: broker, controller
            log.dirs;                    ``;        Configuration 'log.dirs' must not be empty. Valid values include: any non-empty value
            metadata.log.dir;            /m;        Invalid value /m for configuration metadata.log.dir: Expected one of the directories of log.dirs
            log.dirs;                    /a,,/b;    Configuration 'log.dirs' values must not be empty.
            listeners;                   PLAINTEXT//:1;  Invalid value PLAINTEXT//:1 for configuration listeners: Expected NAME://host:port, for example PLAINTEXT://:9092
            listeners;                   PLAINTEXT://:x; Invalid value PLAINTEXT://:x for configuration listeners: Expected NAME://host:port, for example PLAINTEXT://:9092
            listeners;                   PLAINTEXT://:70000; Invalid value PLAINTEXT://:70000 for configuration listeners: The port must be between 0 and 65535
            listeners;                   PLAINTEXT://a:1,PLAINTEXT://b:2; Invalid value PLAINTEXT://a:1,PLAINTEXT://b:2 for configuration listeners: Each listener must have a different name
            listeners;                   PLAINTEXT://:1,FOO://:2; Invalid value FOO://:2 for configuration listeners: No security protocol defined for listener FOO in listener.security.protocol.map
            listeners;                   SSL://:1;  Invalid value SSL://:1 for configuration listeners: The security protocol SSL is not supported yet, only PLAINTEXT
            listeners;                   CONTROLLER://:1; Invalid value CONTROLLER://:1 for configuration listeners: Expected at least one listener besides the controller's
            advertised.listeners;        PLAINTEXT://0.0.0.0:1; Invalid value PLAINTEXT://0.0.0.0:1 for configuration advertised.listeners: Clients cannot connect to the address of all interfaces
            advertised.listeners;        SSL://h:1; Invalid value SSL://h:1 for configuration advertised.listeners: No listener of this name is in listeners
            listener.security.protocol.map; PLAINTEXT:FOO; Invalid value PLAINTEXT:FOO for configuration listener.security.protocol.map: Expected one of [PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL]
            listener.security.protocol.map; PLAINTEXT; Invalid value PLAINTEXT for configuration listener.security.protocol.map: Expected key:value pairs separated by commas
            queued.max.request.bytes;    1;         queued.max.request.bytes must be larger or equal to socket.request.max.bytes
            max.connections.per.ip;      0;         max.connections.per.ip can be set to zero only if max.connections.per.ip.overrides property is set.
            max.connections.per.ip.overrides; a:b;  Invalid value a:b for configuration max.connections.per.ip.overrides: Expected host:count
            group.min.session.timeout.ms; 2000000;  group.min.session.timeout.ms must be less than or equal to group.max.session.timeout.ms
            group.consumer.session.timeout.ms; 70000; group.consumer.session.timeout.ms must be less than or equal to group.consumer.max.session.timeout.ms
            group.share.max.share.sessions; 100; group.share.max.share.sessions must be greater than or equal to group.share.max.size
            group.share.partition.max.record.locks; 5000; group.share.partition.max.record.locks must be less than or equal to group.share.max.partition.max.record.locks
            group.streams.num.standby.replicas; 3; group.streams.num.standby.replicas must be less than or equal to group.streams.max.standby.replicas
            group.streams.heartbeat.interval.ms; 100; group.streams.heartbeat.interval.ms must be greater than or equal to group.streams.min.heartbeat.interval.ms
            authorizer.class.name;       org.apache.kafka.metadata.authorizer.StandardAuthorizer; Invalid value org.apache.kafka.metadata.authorizer.StandardAuthorizer for configuration authorizer.class.name: Expected none: there is no authorization yet, and every client would be allowed everything
            num.partition;               3;         Unknown property num.partition=3. Do you mean num.partitions?
            foo.bar;                     1;         Unknown property foo.bar=1. Kafka has no property of this name.
            cleanup.policy;              delete;    Unknown property cleanup.policy=delete. This is a property of topics, not of the broker.
            listener.name.plaintext.max.connections; x; Invalid value x for configuration listener.name.plaintext.max.connections: Not a number of type INT
            """)
    void shouldNameTheMistake(String name, String value, String message) {
        assertThatThrownBy(() -> BrokerConfig.of(
                        name.equals("broker.id") ? Map.of("node.id", "1", name, value) : Map.of(name, value)))
                .isInstanceOf(StartupException.class)
                .hasMessage(message)
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "zookeeper.connect, localhost:2181",
        "listener.name.internal.ssl.keystore.location, /nope",
        "confluent.metrics.reporter.bootstrap.servers, h:1",
        "super.users, User:admin",
        "ssl.keystore.password, secret",
        "log.cleaner.threads, 2"
    })
    void shouldStartWithPropertiesThatHaveNoEffect(String name, String value) {
        assertThat(BrokerConfig.of(Map.of(name, value)).nodeId()).isEqualTo(1);
    }

    @Test
    void shouldNameTheFileThatIsMissing(@TempDir Path dir) {
        Path file = dir.resolve("nope.properties");

        assertThatThrownBy(() -> BrokerConfig.load(file, Map.of()))
                .isInstanceOf(StartupException.class)
                .hasMessage("No such configuration file: " + file);
    }
}
