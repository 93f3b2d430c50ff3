// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.storage;

import static io.barnabas.compat.harness.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.BarnabasBroker;
import io.barnabas.compat.harness.Broker;
import io.barnabas.compat.harness.BrokerKind;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.KafkaBroker;
import io.barnabas.compat.harness.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One directory, two brokers in turn: Apache Kafka starts on what Barnabas has left, Barnabas on what Kafka has left, and
 * each time a stock client finds cluster, topics, configs, records and committed offsets as they were. Runs both brokers
 * whatever {@code -Dbroker} says.
 */
final class GraduationIT {
    private static final String ORDERS = "orders";
    private static final String COMPACTED = "state.of-things";
    private static final String GROUP = "payment-service";

    @TempDir
    Path temp;

    /** How one broker leaves the directory to the next. */
    record Farewell(String name, Consumer<Broker> how) {
        static final Farewell STOP = new Farewell("stop", Broker::stop);
        static final Farewell KILL = new Farewell("kill -9", Broker::kill);

        @Override
        public String toString() {
            return name;
        }
    }

    record Turns(BrokerKind first, Farewell farewell, Map<String, String> barnabas) {
        @Override
        public String toString() {
            return first + " first, " + farewell + (barnabas.isEmpty() ? "" : ", " + barnabas);
        }
    }

    static Stream<Turns> turns() {
        return Stream.of(
                new Turns(BrokerKind.BARNABAS, Farewell.STOP, Map.of()),
                new Turns(BrokerKind.KAFKA, Farewell.STOP, Map.of()),
                new Turns(BrokerKind.BARNABAS, Farewell.KILL, Map.of()),
                new Turns(BrokerKind.KAFKA, Farewell.KILL, Map.of()),
                new Turns(
                        BrokerKind.BARNABAS,
                        Farewell.STOP,
                        Map.of("metadata.log.max.record.bytes.between.snapshots", "1000")));
    }

    @ParameterizedTest
    @MethodSource("turns")
    void shouldFindTheSameWhoeverServesTheDirectory(Turns turns) throws Exception {
        var data = Files.createDirectories(temp.resolve("broker")).resolve("data");
        var kind = turns.first();
        Seen before = null;
        for (var turn = 0; turn < 3; turn++) {
            try (var broker = start(kind, data, turns.barnabas())) {
                if (before == null) {
                    createTopics(broker.bootstrap());
                } else {
                    assertThat(Seen.on(broker.bootstrap())).isEqualTo(before);
                }
                work(broker.bootstrap(), turn);
                before = Seen.on(broker.bootstrap());
                turns.farewell().how().accept(broker);
            }
            kind = kind == BrokerKind.KAFKA ? BrokerKind.BARNABAS : BrokerKind.KAFKA;
        }
        assertThat(before.records()).hasSize(3 * 30);
    }

    @Test
    void shouldLeaveAMetadataLogThatKafkasOwnToolReads() throws Exception {
        var data = Files.createDirectories(temp.resolve("broker")).resolve("data");
        try (var broker = start(BrokerKind.BARNABAS, data, Map.of())) {
            createTopics(broker.bootstrap());
        }

        var dump = Tool.plain(
                        "dump-log",
                        "--cluster-metadata-decoder",
                        "--files",
                        data.resolve("__cluster_metadata-0/00000000000000000000.log")
                                .toString())
                .run()
                .succeeded()
                .out();

        assertThat(dump)
                .contains("LeaderChange", "\"name\":\"metadata.version\",\"featureLevel\":25", "\"name\":\"orders\"")
                .doesNotContain("isvalid: false");
    }

    private static Broker start(BrokerKind kind, Path data, Map<String, String> barnabas) {
        var properties = new HashMap<>(Map.of("group.initial.rebalance.delay.ms", "0"));
        if (kind == BrokerKind.KAFKA) {
            return KafkaBroker.start(data, properties);
        }
        properties.putAll(barnabas);
        return BarnabasBroker.start(data, properties);
    }

    private static void createTopics(String bootstrap) {
        try (var admin = Clients.admin(bootstrap)) {
            get(admin.createTopics(List.of(
                            new NewTopic(ORDERS, 3, (short) 1).configs(Map.of("retention.ms", "987654321")),
                            new NewTopic(COMPACTED, 1, (short) 1).configs(Map.of("cleanup.policy", "compact")),
                            new NewTopic("mistake", 2, (short) 1).configs(Map.of("segment.bytes", "2000000"))))
                    .all());
            get(admin.createPartitions(Map.of(COMPACTED, NewPartitions.increaseTo(2)))
                    .all());
            get(admin.deleteTopics(List.of("mistake")).all());
        }
    }

    /** What users do in each turn: change a config, produce, consume in a group and commit. */
    private static void work(String bootstrap, int turn) {
        try (var admin = Clients.admin(bootstrap)) {
            get(admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, ORDERS),
                            List.of(set("max.message.bytes", Integer.toString(100_000 + turn))),
                            new ConfigResource(ConfigResource.Type.BROKER, ""),
                            List.of(set("log.retention.ms", Integer.toString(700_000_000 + turn)))))
                    .all());
            changeUsers(admin, turn);
        }
        try (var producer = Clients.producer(bootstrap)) {
            for (var i = 0; i < 30; i++) {
                get(producer.send(new ProducerRecord<>(ORDERS, i % 3, "key-" + i, "turn " + turn + " order " + i)));
            }
        }
        try (var consumer = Clients.groupConsumer(bootstrap, GROUP)) {
            consumer.subscribe(List.of(ORDERS));
            Clients.poll(consumer, 30);
            consumer.commitSync();
        }
    }

    /** A user and a quota come with each turn, and those of the turn before go. */
    private static void changeUsers(Admin admin, int turn) {
        var mechanism = ScramMechanism.SCRAM_SHA_512;
        get(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        "user-" + turn, new ScramCredentialInfo(mechanism, 5000 + turn), "secret")))
                .all());
        get(admin.alterClientQuotas(List.of(quota("user-" + turn, 1e9 + turn), quota(null, 1e10 + turn)))
                .all());
        if (turn > 0) {
            get(admin.alterUserScramCredentials(
                            List.of(new UserScramCredentialDeletion("user-" + (turn - 1), mechanism)))
                    .all());
            get(admin.alterClientQuotas(List.of(quota("user-" + (turn - 1), null)))
                    .all());
        }
    }

    private static ClientQuotaAlteration quota(@Nullable String user, @Nullable Double rate) {
        return new ClientQuotaAlteration(
                new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.USER, user)),
                List.of(new ClientQuotaAlteration.Op("producer_byte_rate", rate)));
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    /** All that a client sees of the cluster and that must stay. */
    record Seen(
            String clusterId,
            Map<String, String> topics,
            Map<String, String> configs,
            Map<String, String> users,
            List<String> records,
            Map<TopicPartition, Long> committed) {
        static Seen on(String bootstrap) {
            try (var admin = Clients.admin(bootstrap)) {
                return new Seen(
                        get(admin.describeCluster().clusterId()),
                        topics(admin),
                        configs(admin),
                        users(admin),
                        records(bootstrap),
                        committed(admin));
            }
        }

        private static Map<String, String> topics(Admin admin) {
            var topics = new TreeMap<String, String>();
            get(admin.describeTopics(new TreeSet<>(get(admin.listTopics().names())))
                            .allTopicNames())
                    .forEach((name, topic) -> topics.put(
                            name, topic.topicId() + " of " + topic.partitions().size()));
            return topics;
        }

        private static Map<String, String> configs(Admin admin) {
            var configs = new TreeMap<String, String>();
            get(admin.describeConfigs(List.of(
                                    new ConfigResource(ConfigResource.Type.TOPIC, ORDERS),
                                    new ConfigResource(ConfigResource.Type.TOPIC, COMPACTED),
                                    new ConfigResource(ConfigResource.Type.BROKER, "")))
                            .all())
                    .forEach((resource, config) -> config.entries().stream()
                            .filter(entry -> entry.source().name().startsWith("DYNAMIC"))
                            .forEach(entry -> configs.put(resource + " " + entry.name(), entry.value())));
            return configs;
        }

        private static Map<String, String> users(Admin admin) {
            var users = new TreeMap<String, String>();
            get(admin.describeUserScramCredentials().all())
                    .forEach((user, described) -> users.put(user, described.toString()));
            get(admin.describeClientQuotas(ClientQuotaFilter.all()).entities())
                    .forEach((entity, quotas) -> users.put(entity.toString(), quotas.toString()));
            return users;
        }

        private static List<String> records(String bootstrap) {
            var records = new ArrayList<String>();
            for (ConsumerRecord<String, String> record : Clients.readAll(bootstrap, ORDERS)) {
                records.add(record.partition() + ":" + record.offset() + " " + record.timestamp() + " " + record.key()
                        + "=" + record.value());
            }
            records.sort(null);
            return records;
        }

        private static Map<TopicPartition, Long> committed(Admin admin) {
            var committed = new HashMap<TopicPartition, Long>();
            Map<TopicPartition, OffsetAndMetadata> offsets =
                    get(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata());
            offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
            return committed;
        }
    }
}
