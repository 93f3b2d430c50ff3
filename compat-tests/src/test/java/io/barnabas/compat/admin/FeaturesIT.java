// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.readAll;
import static io.barnabas.compat.harness.Clients.unique;
import static io.barnabas.compat.harness.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.RawClient;
import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.harness.Tool;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.FeatureUpdate.UpgradeType;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidUpdateVersionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.message.ShareGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ShareGroupHeartbeatResponseData;
import org.apache.kafka.common.message.StreamsGroupHeartbeatRequestData;
import org.apache.kafka.common.message.StreamsGroupHeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An administrator changes which features the cluster uses. */
final class FeaturesIT {
    private static final String TRANSACTION_VERSION = "transaction.version";

    @RegisterExtension
    final TestBroker broker = TestBroker.own();

    @Test
    void shouldLowerAndRaiseTheVersionOfTransactionsWhileProducersWork() {
        var topic = createTopic(broker.bootstrap(), "versions", 1);
        transact(topic, "two");

        update(0, UpgradeType.SAFE_DOWNGRADE, false);
        transact(topic, "zero");
        broker.broker().restart();
        assertThat(level()).isZero();
        transact(topic, "zero again");
        update(2, UpgradeType.UPGRADE, false);
        transact(topic, "two again");

        assertThat(values(readAll(broker.bootstrap(), topic, "isolation.level=read_committed")))
                .containsExactly("two", "zero", "zero again", "two again");
    }

    @Test
    void shouldChangeNothingInADryRunOrWhenAnythingIsWrong() {
        update(0, UpgradeType.SAFE_DOWNGRADE, true);

        assertThatThrownBy(() -> update(9, UpgradeType.UPGRADE, false))
                .isInstanceOf(InvalidUpdateVersionException.class)
                .hasMessageContaining("only supports versions 0-2");
        assertThatThrownBy(() -> update(1, UpgradeType.UPGRADE, false))
                .isInstanceOf(InvalidUpdateVersionException.class)
                .hasMessageContaining("without setting the upgrade type");
        assertThat(level()).isEqualTo(2);
    }

    @Test
    void shouldServeTheFeaturesTool() {
        var described = Tool.on(broker.broker(), "features", "describe").run().succeeded();
        assertThat(described.out()).containsPattern("Feature: transaction.version\\s.*FinalizedVersionLevel: 2");

        var lowered = Tool.on(broker.broker(), "features", "downgrade", "--feature", "transaction.version=1")
                .run()
                .succeeded();
        var raised = Tool.on(broker.broker(), "features", "upgrade", "--feature", "transaction.version=2")
                .run()
                .succeeded();

        assertThat(lowered.out()).contains("transaction.version was downgraded to 1.");
        assertThat(raised.out()).contains("transaction.version was upgraded to 2.");
    }

    @Test
    void shouldServeShareGroupsOnlyWithTheirFeature() {
        try (var client = new RawClient(broker.bootstrap());
                var admin = Clients.admin(broker.bootstrap())) {
            get(admin.listConsumerGroupOffsets("g").partitionsToOffsetAndMetadata());
            assertThat(beat(client)).isEqualTo(Errors.GROUP_ID_NOT_FOUND);

            setVersion(admin, "share.version", 0, UpgradeType.SAFE_DOWNGRADE);
            await().until(() -> beat(client) == Errors.UNSUPPORTED_VERSION);
            assertThatThrownBy(() -> get(admin.describeShareGroups(List.of("g")).all()))
                    .isInstanceOf(UnsupportedVersionException.class);
            setVersion(admin, "share.version", 1, UpgradeType.UPGRADE);
            await().until(() -> beat(client) == Errors.GROUP_ID_NOT_FOUND);
        }
    }

    @Test
    void shouldServeStreamsGroupsOnlyWithTheirFeature() {
        try (var client = new RawClient(broker.bootstrap());
                var admin = Clients.admin(broker.bootstrap())) {
            get(admin.listConsumerGroupOffsets("g").partitionsToOffsetAndMetadata());
            assertThat(beatOfStreams(client)).isEqualTo(Errors.GROUP_ID_NOT_FOUND);

            setVersion(admin, "streams.version", 0, UpgradeType.SAFE_DOWNGRADE);
            await().until(() -> beatOfStreams(client) == Errors.UNSUPPORTED_VERSION);
            assertThatThrownBy(
                            () -> get(admin.describeStreamsGroups(List.of("g")).all()))
                    .isInstanceOf(UnsupportedVersionException.class);
            setVersion(admin, "streams.version", 1, UpgradeType.UPGRADE);
            await().until(() -> beatOfStreams(client) == Errors.GROUP_ID_NOT_FOUND);
        }
    }

    private static Errors beatOfStreams(RawClient client) {
        var request = new StreamsGroupHeartbeatRequestData()
                .setGroupId("g")
                .setMemberId("m")
                .setMemberEpoch(1);
        return Errors.forCode(
                client.ask(StreamsGroupHeartbeatResponseData.class, ApiKeys.STREAMS_GROUP_HEARTBEAT, 0, request)
                        .errorCode());
    }

    private static void setVersion(Admin admin, String feature, int level, UpgradeType type) {
        var update = Map.of(feature, new FeatureUpdate((short) level, type));
        get(admin.updateFeatures(update, new UpdateFeaturesOptions()).all());
    }

    private static Errors beat(RawClient client) {
        var request = new ShareGroupHeartbeatRequestData()
                .setGroupId("g")
                .setMemberId("m")
                .setMemberEpoch(1);
        return Errors.forCode(
                client.ask(ShareGroupHeartbeatResponseData.class, ApiKeys.SHARE_GROUP_HEARTBEAT, 1, request)
                        .errorCode());
    }

    private void update(int level, UpgradeType type, boolean dryRun) {
        try (var admin = Clients.admin(broker.bootstrap())) {
            get(admin.updateFeatures(
                            Map.of(TRANSACTION_VERSION, new FeatureUpdate((short) level, type)),
                            new UpdateFeaturesOptions().validateOnly(dryRun))
                    .all());
        }
        if (!dryRun) {
            await().until(() -> level() == level);
        }
    }

    private int level() {
        try (var admin = Clients.admin(broker.bootstrap())) {
            var level = get(admin.describeFeatures().featureMetadata())
                    .finalizedFeatures()
                    .get(TRANSACTION_VERSION);
            return level == null ? 0 : level.maxVersionLevel();
        }
    }

    private void transact(String topic, String value) {
        try (var producer = Clients.producer(broker.bootstrap(), "transactional.id=" + unique("versions"))) {
            producer.initTransactions();
            producer.beginTransaction();
            get(producer.send(new ProducerRecord<>(topic, 0, null, "not " + value)));
            producer.abortTransaction();
            producer.beginTransaction();
            get(producer.send(new ProducerRecord<>(topic, 0, null, value)));
            producer.commitTransaction();
        }
    }
}
