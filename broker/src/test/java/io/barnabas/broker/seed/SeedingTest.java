// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.BrokerEnvironment;
import io.barnabas.broker.BrokerServer;
import io.barnabas.broker.StartOptions;
import io.barnabas.broker.StartupException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedingTest {
    @TempDir
    private Path data;

    @Test
    void shouldHaveTheTopicsBeforeTheFirstClientComesAndLeaveThemAlone() throws Exception {
        try (BrokerServer broker = start("orders:3:1,users:1:1:compact");
                Admin admin = admin(broker)) {
            assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrder("orders", "users");
            assertThat(admin.describeCluster().clusterId().get()).isEqualTo("4L6g3nShT-eMCtK--X86sw");
            ConfigResource users = new ConfigResource(ConfigResource.Type.TOPIC, "users");
            assertThat(admin.describeConfigs(Set.of(users)).all().get().values())
                    .extracting(config -> config.get("cleanup.policy").value())
                    .containsExactly("compact");
        }
        try (BrokerServer again = start("orders:7:1");
                Admin admin = admin(again)) {
            assertThat(admin.describeTopics(Set.of("orders")).allTopicNames().get().values())
                    .extracting(topic -> topic.partitions().size())
                    .containsExactly(3);
        }
    }

    @Test
    void shouldNotStartWhenATopicCannotBeMade() {
        assertThatThrownBy(() -> start("orders:1:3"))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("KAFKA_CREATE_TOPICS: cannot make topic orders: ")
                .hasMessageContaining("replication factor");
        try (BrokerServer next = start("")) {
            assertThat(next.dataDirectory()).isEqualTo(data);
        }
    }

    @Test
    void shouldNotStartOnTheDirectoryOfAnotherCluster() {
        start("").close();

        assertThatThrownBy(() -> BrokerServer.start(
                        properties(), new StartOptions("aaaaaaaaaaaaaaaaaaaaaa", SeedPlan.NOTHING), BrokerEnvironment.of(clock())))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("belongs to cluster 4L6g3nShT-eMCtK--X86sw, not to aaaaaaaaaaaaaaaaaaaaaa");
    }

    private BrokerServer start(String topics) {
        SeedPlan plan = SeedPlan.ofTopicList("KAFKA_CREATE_TOPICS", topics);
        return BrokerServer.start(properties(), new StartOptions("4L6g3nShT-eMCtK--X86sw", plan), BrokerEnvironment.of(clock()));
    }

    private Map<String, String> properties() {
        return Map.of("listeners", "PLAINTEXT://127.0.0.1:0", "log.dirs", data.toString());
    }

    private static InstantSource clock() {
        return InstantSource.system();
    }

    private static Admin admin(BrokerServer broker) {
        return Admin.create(Map.of("bootstrap.servers", broker.address()));
    }
}
