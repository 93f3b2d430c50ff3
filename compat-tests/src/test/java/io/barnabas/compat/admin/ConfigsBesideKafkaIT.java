// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.admin.ConfigRequests.Resource;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.RawClient;
import io.barnabas.compat.harness.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same requests on configs, right and wrong ones, to the broker and to Apache Kafka beside it: the answers are the same. */
final class ConfigsBesideKafkaIT {
    @RegisterExtension
    final TestBroker broker = TestBroker.own();

    @RegisterExtension
    static final TestBroker KAFKA = TestBroker.kafka();

    private static final Resource ONE = new Resource(ConfigResource.Type.BROKER, "1");
    private static final Resource ALL = new Resource(ConfigResource.Type.BROKER, "");
    private static final Resource GROUP = new Resource(ConfigResource.Type.GROUP, "g");

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final List<String> OTHER_NAMES = List.of("no.such.config", "", "retention.ms", "log.retention.ms");
    /**
     * What docs/differences.md says of values: listeners cannot be changed, and nothing is loaded, resized or compared that has no
     * effect. Of pairs Kafka tells where in its own code they could not be cut in two.
     */
    private static final Set<String> DIFFERENT = Set.of(
            "advertised.listeners",
            "background.threads",
            "cordoned.log.dirs",
            "listener.security.protocol.map",
            "listeners",
            "log.cleaner.dedupe.buffer.size",
            "log.cleaner.threads",
            "log.local.retention.bytes",
            "log.local.retention.ms",
            "max.connections.per.ip.overrides",
            "metric.reporters",
            "num.io.threads",
            "num.network.threads",
            "num.recovery.threads.per.data.dir",
            "num.replica.fetchers",
            "principal.builder.class",
            "remote.log.manager.copier.thread.pool.size",
            "remote.log.manager.expiration.thread.pool.size",
            "remote.log.manager.follower.thread.pool.size",
            "remote.log.reader.threads",
            "ssl.engine.factory.class");

    private static final List<String> VALUES = List.of(
            "", " ", "0", "1", "-1", "5000", "2000000", "99999999999", "0.5", "x", "true", "delete,compact", "a,b");

    private final Resource topic = new Resource(ConfigResource.Type.TOPIC, Clients.unique("configured"));
    private final List<Resource> resources = List.of(topic, ONE, ALL, GROUP);
    private final List<String> differences = new ArrayList<>();

    @BeforeEach
    void createTopic() {
        for (var each : List.of(broker, KAFKA)) {
            try (var admin = Clients.admin(each.bootstrap())) {
                Clients.get(admin.createTopics(List.of(new NewTopic(topic.name(), 1, (short) 1)))
                        .all());
            }
        }
    }

    @AfterEach
    void complain() {
        assertThat(differences).isEmpty();
    }

    @Test
    void shouldCheckEveryValueOfEveryConfigAsKafkaDoes() {
        try (var both = new Both()) {
            for (var resource : resources) {
                var names = new TreeSet<>(both.describe(KAFKA, resource.equals(ALL) ? ONE : resource)
                        .keySet());
                names.addAll(OTHER_NAMES);
                names.removeAll(DIFFERENT);
                for (var name : names) {
                    for (var value : VALUES) {
                        both.compare(ConfigRequests.change(resource, name, OpType.SET, value), true);
                    }
                    both.compare(ConfigRequests.change(resource, name, OpType.DELETE, null), true);
                    both.compare(ConfigRequests.change(resource, name, OpType.APPEND, "x"), true);
                    both.compare(ConfigRequests.change(resource, name, OpType.SUBTRACT, "delete"), true);
                }
            }
        }
    }

    @Test
    void shouldRefuseTheRequestsThatKafkaRefuses() {
        var others = List.of(
                new Resource(ConfigResource.Type.TOPIC, "nope"),
                new Resource(ConfigResource.Type.TOPIC, ""),
                new Resource(ConfigResource.Type.TOPIC, "bad name"),
                new Resource(ConfigResource.Type.BROKER, "7"),
                new Resource(ConfigResource.Type.BROKER, "x"),
                new Resource(ConfigResource.Type.BROKER_LOGGER, ""),
                new Resource(ConfigResource.Type.BROKER_LOGGER, "7"),
                new Resource(ConfigResource.Type.BROKER_LOGGER, "1"),
                new Resource(ConfigResource.Type.GROUP, ""),
                new Resource(ConfigResource.Type.UNKNOWN, "x"));
        try (var both = new Both()) {
            for (var other : others) {
                for (var op : List.of(OpType.SET, OpType.DELETE, OpType.APPEND, OpType.SUBTRACT)) {
                    both.compare(ConfigRequests.change(other, "retention.ms", op, "5000"), true);
                }
                both.compare(ConfigRequests.change(other, "retention.ms", OpType.SET, null), true);
                both.compare(ConfigRequests.legacy(other, "retention.ms", "5000"), true);
                both.compare(ConfigRequests.legacy(other, "retention.ms", null), true);
                both.compare(ConfigRequests.legacy(other), true);
                both.compare(
                        ConfigRequests.and(
                                ConfigRequests.change(other, "retention.ms", OpType.SET, "5000"),
                                ConfigRequests.change(topic, "retention.ms", OpType.SET, "5000")),
                        true);
            }
            for (var resource : resources) {
                var set = ConfigRequests.change(resource, "cleanup.policy", OpType.SET, "compact");
                both.compare(ConfigRequests.change(resource, "cleanup.policy", OpType.SET, null), true);
                both.compare(ConfigRequests.change(resource, "cleanup.policy", OpType.APPEND, null), true);
                both.compare(ConfigRequests.nothing(resource), true);
                both.compare(ConfigRequests.and(set, set), true);
                both.compare(ConfigRequests.twice(set), true);
                both.compare(ConfigRequests.unknownOperation(set), true);
                both.compare(ConfigRequests.legacy(resource, "retention.ms", "x"), true);
                both.compare(ConfigRequests.legacy(resource, "nope", "1"), true);
                both.compare(ConfigRequests.legacy(resource, "retention.ms", "1", "retention.ms", "2"), true);
            }
        }
    }

    @Test
    void shouldDescribeWhatWasChangedAsKafkaDoes() {
        var changes = List.of(
                ConfigRequests.change(topic, "retention.ms", OpType.SET, " 5000 "),
                ConfigRequests.change(topic, "cleanup.policy", OpType.APPEND, "compact"),
                ConfigRequests.change(topic, "cleanup.policy", OpType.APPEND, "compact"),
                ConfigRequests.change(topic, "preallocate", OpType.SET, "TRUE"),
                ConfigRequests.change(ONE, "log.retention.ms", OpType.SET, "7000000"),
                ConfigRequests.change(ALL, "log.retention.ms", OpType.SET, "8000000"),
                ConfigRequests.change(ALL, "log.cleanup.policy", OpType.SET, "compact"),
                ConfigRequests.change(ALL, "log.segment.bytes", OpType.SET, "2000000"),
                ConfigRequests.change(ALL, "max.connections", OpType.SET, "1000"),
                ConfigRequests.change(ONE, "listener.name.plaintext.max.connections", OpType.SET, "900"),
                ConfigRequests.change(ONE, "leader.replication.throttled.rate", OpType.SET, "900"),
                ConfigRequests.change(GROUP, "consumer.session.timeout.ms", OpType.SET, "50000"),
                ConfigRequests.change(GROUP, "share.isolation.level", OpType.SET, "read_committed"));
        try (var both = new Both()) {
            both.compareDescriptions(resources);
            for (var change : changes) {
                both.compare(change, false);
            }
            both.compareDescriptions(resources);
        }
        broker.broker().restart();
        try (var both = new Both()) {
            both.compareDescriptions(resources);
            both.compare(ConfigRequests.legacy(topic, "retention.ms", "777"), false);
            both.compare(ConfigRequests.legacy(ONE), false);
            both.compare(ConfigRequests.legacy(ALL), false);
            both.compareDescriptions(resources);
        }
    }

    /** A connection to each of the two. */
    private final class Both implements AutoCloseable {
        private RawClient ours = new RawClient(broker.bootstrap());
        private RawClient kafkas = new RawClient(KAFKA.bootstrap());

        void compare(IncrementalAlterConfigsRequestData request, boolean dryRun) {
            compare(ApiKeys.INCREMENTAL_ALTER_CONFIGS, request.setValidateOnly(dryRun));
        }

        void compare(AlterConfigsRequestData request, boolean dryRun) {
            compare(ApiKeys.ALTER_CONFIGS, request.setValidateOnly(dryRun));
        }

        private void compare(ApiKeys api, ApiMessage request) {
            var kafkaSays = ConfigRequests.outcome(kafkas, api, request);
            var weSay = ConfigRequests.outcome(ours, api, request);
            if (kafkaSays.equals(ConfigRequests.NO_ANSWER)) {
                close();
                ours = new RawClient(broker.bootstrap());
                kafkas = new RawClient(KAFKA.bootstrap());
            }
            if (!weSay.equals(kafkaSays) && !kafkaSays.contains("UNKNOWN_SERVER_ERROR")) {
                differences.add(request + "\n   kafka: " + kafkaSays + "\n   ours:  " + weSay);
            }
        }

        Map<String, String> describe(TestBroker which, Resource resource) {
            return ConfigRequests.describe(which == KAFKA ? kafkas : ours, 4, resource, true);
        }

        void compareDescriptions(List<Resource> which) {
            for (var resource : which) {
                for (var version = 1; version <= 4; version++) {
                    for (var all : List.of(true, false)) {
                        compareDescription(resource, version, all);
                    }
                }
            }
        }

        /** Kafka answers a change before its broker knows of it. */
        private void compareDescription(Resource resource, int version, boolean all) {
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            var found = differencesNow(resource, version, all);
            while (!found.isEmpty() && System.nanoTime() < deadline) {
                found = differencesNow(resource, version, all);
            }
            differences.addAll(found);
        }

        private List<String> differencesNow(Resource resource, int version, boolean all) {
            var weSay = ConfigRequests.describe(ours, version, resource, all);
            var kafkaSays = ConfigRequests.describe(kafkas, version, resource, all);
            var names = new TreeSet<>(weSay.keySet());
            names.addAll(kafkaSays.keySet());
            var found = new ArrayList<String>();
            for (var name : names) {
                var line = String.valueOf(kafkaSays.get(name));
                if (!line.contains(ConfigRequests.FROM_THE_FILE) && !line.equals(weSay.get(name))) {
                    found.add(resource + " v" + version + " " + name + "\n   kafka: " + line + "\n   ours:  "
                            + weSay.get(name));
                }
            }
            return found;
        }

        @Override
        public void close() {
            ours.close();
            kafkas.close();
        }
    }
}
