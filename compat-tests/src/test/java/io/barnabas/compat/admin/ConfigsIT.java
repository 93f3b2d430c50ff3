// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reading and changing what topics and the broker are told to do. */
final class ConfigsIT {
    private static final ConfigResource BROKER_ONE = new ConfigResource(ConfigResource.Type.BROKER, "1");
    private static final ConfigResource ALL_BROKERS = new ConfigResource(ConfigResource.Type.BROKER, "");

    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own();

    private final String bootstrap = BROKER.bootstrap();
    private final Admin admin = Clients.admin(bootstrap);

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void shouldShowEveryConfigOfATopicWithItsSource() {
        var topic = createTopic(bootstrap, "described", 1, Map.of("retention.ms", "5000"));

        var config = describe(topic(topic));

        assertThat(config.get("retention.ms").value()).isEqualTo("5000");
        assertThat(config.get("retention.ms").source()).isEqualTo(ConfigSource.DYNAMIC_TOPIC_CONFIG);
        assertThat(config.get("retention.ms").type()).isEqualTo(ConfigEntry.ConfigType.LONG);
        assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
        assertThat(config.get("cleanup.policy").source()).isEqualTo(ConfigSource.DEFAULT_CONFIG);
        assertThat(config.get("cleanup.policy").isDefault()).isTrue();
        assertThat(config.get("max.message.bytes").value()).isEqualTo("1048588");
        assertThat(config.get("segment.bytes").value()).isEqualTo("1073741824");
        assertThat(config.entries())
                .extracting(ConfigEntry::name)
                .contains(
                        "compression.type",
                        "delete.retention.ms",
                        "file.delete.delay.ms",
                        "flush.messages",
                        "flush.ms",
                        "index.interval.bytes",
                        "max.compaction.lag.ms",
                        "message.timestamp.after.max.ms",
                        "message.timestamp.before.max.ms",
                        "message.timestamp.type",
                        "min.cleanable.dirty.ratio",
                        "min.compaction.lag.ms",
                        "min.insync.replicas",
                        "preallocate",
                        "retention.bytes",
                        "segment.index.bytes",
                        "segment.jitter.ms",
                        "segment.ms",
                        "unclean.leader.election.enable");
    }

    @Test
    void shouldShowSynonymsAndDocumentationWhenAsked() {
        var topic = topic(createTopic(bootstrap, "synonyms", 1, Map.of("retention.ms", "5000")));

        var config = get(admin.describeConfigs(
                                List.of(topic),
                                new DescribeConfigsOptions()
                                        .includeSynonyms(true)
                                        .includeDocumentation(true))
                        .all())
                .get(topic);

        assertThat(config.get("retention.ms").synonyms())
                .extracting(ConfigEntry.ConfigSynonym::name, ConfigEntry.ConfigSynonym::value)
                .startsWith(org.assertj.core.api.Assertions.tuple("retention.ms", "5000"));
        assertThat(config.get("max.message.bytes").synonyms())
                .extracting(ConfigEntry.ConfigSynonym::name, ConfigEntry.ConfigSynonym::source)
                .contains(org.assertj.core.api.Assertions.tuple("message.max.bytes", ConfigSource.DEFAULT_CONFIG));
        assertThat(config.get("retention.ms").documentation()).isNotBlank();
    }

    @Test
    void shouldSetAppendSubtractAndDelete() {
        var topic = topic(createTopic(bootstrap, "altered", 1));

        alter(topic, set("retention.ms", "7000"), set("max.message.bytes", "500"));
        awaitConfig(topic, "retention.ms", "7000");
        alter(topic, op("cleanup.policy", "compact", OpType.APPEND));
        awaitConfig(topic, "cleanup.policy", "delete,compact");
        alter(topic, op("cleanup.policy", "delete", OpType.SUBTRACT));
        awaitConfig(topic, "cleanup.policy", "compact");
        alter(topic, op("retention.ms", "", OpType.DELETE));
        awaitConfig(topic, "retention.ms", "604800000");
        assertThat(describe(topic).get("max.message.bytes").value()).isEqualTo("500");
    }

    @Test
    void shouldActOnAChangedConfigAtOnce() {
        var topic = createTopic(bootstrap, "acting", 1);
        alter(topic(topic), set("max.message.bytes", "500"));
        awaitConfig(topic(topic), "max.message.bytes", "500");

        try (var producer = Clients.producer(bootstrap)) {
            assertThatThrownBy(() -> get(producer.send(new ProducerRecord<>(topic, "x".repeat(1000)))))
                    .isInstanceOf(RecordTooLargeException.class);
            alter(topic(topic), op("max.message.bytes", "", OpType.DELETE));
            awaitConfig(topic(topic), "max.message.bytes", "1048588");
            get(producer.send(new ProducerRecord<>(topic, "x".repeat(1000))));
        }
    }

    @Test
    void shouldRefuseWhatIsNoConfigOrNoValue() {
        var topic = topic(createTopic(bootstrap, "refusing", 1));

        assertThatThrownBy(() -> alter(topic, set("no.such.config", "1")))
                .isInstanceOf(InvalidConfigurationException.class);
        assertThatThrownBy(() -> alter(topic, set("retention.ms", "soon")))
                .isInstanceOf(InvalidConfigurationException.class);
        assertThatThrownBy(() -> alter(topic, set("cleanup.policy", "burn")))
                .isInstanceOf(InvalidConfigurationException.class);
        assertThatThrownBy(() -> alter(topic, op("retention.ms", "1", OpType.APPEND)))
                .isInstanceOfAny(
                        InvalidConfigurationException.class,
                        org.apache.kafka.common.errors.InvalidRequestException.class);
        assertThatThrownBy(() -> alter(topic("no-such-topic"), set("retention.ms", "1")))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThatThrownBy(() -> describe(topic("no-such-topic"))).isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThat(describe(topic).get("retention.ms").isDefault()).isTrue();
    }

    @Test
    void shouldOnlyCheckWhenToldSo() {
        var topic = topic(createTopic(bootstrap, "checked", 1));

        get(admin.incrementalAlterConfigs(
                        Map.of(topic, List.of(set("retention.ms", "1"))), new AlterConfigsOptions().validateOnly(true))
                .all());

        assertThat(describe(topic).get("retention.ms").isDefault()).isTrue();
    }

    @Test
    void shouldShowTheBrokersConfig() {
        var config = describe(BROKER_ONE);

        assertThat(config.get("log.dirs").value())
                .isEqualTo(BROKER.broker().dataDirectory().toString());
        assertThat(config.get("log.dirs").isReadOnly()).isTrue();
        assertThat(config.get("node.id").value()).isEqualTo("1");
        assertThat(config.get("num.partitions").value()).isEqualTo("1");
        assertThat(config.get("log.retention.hours").value()).isEqualTo("168");
        assertThat(config.get("message.max.bytes").value()).isEqualTo("1048588");
        assertThat(config.get("message.max.bytes").isReadOnly()).isFalse();
        assertThat(config.get("auto.create.topics.enable").value()).isEqualTo("true");
        assertThat(config.get("listeners").value()).contains(bootstrap);
    }

    @Test
    void shouldChangeTheDefaultsOfAllTopicsThroughTheBroker() {
        var topic = topic(createTopic(bootstrap, "inheriting", 1));

        alter(ALL_BROKERS, set("log.retention.ms", "123456"));
        awaitConfig(topic, "retention.ms", "123456");
        assertThat(describe(topic).get("retention.ms").source()).isEqualTo(ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG);
        assertThat(describe(ALL_BROKERS).get("log.retention.ms").value()).isEqualTo("123456");
        alter(BROKER_ONE, set("log.retention.ms", "7000000"));
        awaitConfig(topic, "retention.ms", "7000000");
        alter(BROKER_ONE, op("log.retention.ms", "", OpType.DELETE));
        alter(ALL_BROKERS, op("log.retention.ms", "", OpType.DELETE));
        awaitConfig(topic, "retention.ms", "604800000");
        assertThatThrownBy(() -> alter(BROKER_ONE, set("log.dirs", "/elsewhere")))
                .isInstanceOfAny(
                        InvalidConfigurationException.class,
                        org.apache.kafka.common.errors.InvalidRequestException.class);
    }

    @Test
    void shouldDescribeOnlyTheConfigsAskedFor() {
        var one = topic(createTopic(bootstrap, "one", 1));
        var two = topic(createTopic(bootstrap, "two", 1));

        var configs = get(admin.describeConfigs(List.of(one, two, BROKER_ONE)).all());

        assertThat(configs).containsOnlyKeys(one, two, BROKER_ONE);
    }

    private static ConfigResource topic(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }

    private static AlterConfigOp set(String name, String value) {
        return op(name, value, OpType.SET);
    }

    private static AlterConfigOp op(String name, String value, OpType type) {
        return new AlterConfigOp(new ConfigEntry(name, value), type);
    }

    private void alter(ConfigResource resource, AlterConfigOp... ops) {
        get(admin.incrementalAlterConfigs(Map.of(resource, List.of(ops))).all());
    }

    private Config describe(ConfigResource resource) {
        return get(admin.describeConfigs(List.of(resource)).all()).get(resource);
    }

    private void awaitConfig(ConfigResource resource, String name, String value) {
        await().untilAsserted(
                        () -> assertThat(describe(resource).get(name).value()).isEqualTo(value));
    }
}
