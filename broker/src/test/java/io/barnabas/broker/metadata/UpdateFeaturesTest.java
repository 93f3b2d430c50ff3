// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.broker.metadata.UpdateFeatures.Node;
import io.barnabas.broker.metadata.UpdateFeatures.Update;
import io.barnabas.broker.metadata.UpdateFeatures.UpgradeType;
import io.barnabas.broker.metadata.record.ConfigRecord;
import io.barnabas.broker.metadata.record.FeatureLevelRecord;
import io.barnabas.broker.metadata.record.NoOpRecord;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateFeaturesTest {
    private static final Node NODE = new Node((short) 1, "3");

    private final MetadataImage image = Images.apply(
            Images.empty(),
            List.<Message>of(
                    new FeatureLevelRecord().setName("transaction.version").setFeatureLevel((short) 2)));

    @Test
    void shouldWriteALevelThatChanges() {
        assertThat(records("transaction.version", 0, UpgradeType.SAFE_DOWNGRADE, false))
                .containsExactly(
                        new FeatureLevelRecord().setName("transaction.version").setFeatureLevel((short) 0));
    }

    @Test
    void shouldWriteNothingWhenNothingChangesOrInADryRun() {
        assertThat(records("transaction.version", 2, UpgradeType.UPGRADE, false))
                .isEmpty();
        assertThat(records("transaction.version", 1, UpgradeType.UNSAFE_DOWNGRADE, true))
                .isEmpty();
    }

    @Test
    void shouldRaiseAndLowerTheMetadataVersionAsFarAsRecordsStayReadable() {
        int present = image.metadataVersion();

        assertThat(records("metadata.version", present + 1, UpgradeType.UPGRADE, false))
                .hasSize(1);
        assertThat(records("metadata.version", present - 1, UpgradeType.SAFE_DOWNGRADE, false))
                .hasSize(1);
        assertRefused(
                "metadata.version",
                7,
                UpgradeType.SAFE_DOWNGRADE,
                "Unsupported metadata.version downgrade from " + present + " to 7. Refusing");
        assertRefused("metadata.version", 7, UpgradeType.UNSAFE_DOWNGRADE, "Unsafe metadata downgrade");
    }

    @ParameterizedTest
    @CsvSource({
        "transaction.version, 1, UPGRADE, without setting the upgrade type",
        "transaction.version, 9, UPGRADE, Local controller 1 only supports versions 0-2",
        "transaction.version, -1, UPGRADE, cannot be less than 0",
        "transaction.version, 1, UNKNOWN, does not support the given upgrade type",
        "metadata.version, 6, SAFE_DOWNGRADE, only supports versions 7-30",
        "eligible.leader.replicas.version, 1, SAFE_DOWNGRADE, Can't downgrade to a newer version.",
        "nope, 1, UPGRADE, does not support this feature",
        "nope, 0, SAFE_DOWNGRADE, Feature nope not found"
    })
    void shouldSayWhyALevelCannotBe(String feature, int level, UpgradeType type, String reason) {
        assertRefused(feature, level, type, reason);
    }

    @Test
    void shouldMakeTheVotersDynamicOnceAndNeverStatic() {
        var old = new Node((short) 0, "1");

        var raised = decide("kraft.version", 1, UpgradeType.UPGRADE, false, old);
        var tried = decide("kraft.version", 1, UpgradeType.UPGRADE, true, old);
        var again = decide("kraft.version", 1, UpgradeType.UPGRADE, false, NODE);

        assertThat(raised.makesVotersDynamic()).isTrue();
        assertThat(raised.records()).containsExactly(new NoOpRecord());
        assertThat(tried).isEqualTo(MetadataOperation.Decision.unchanged(true)).isEqualTo(again);
        assertRefused("kraft.version", 0, UpgradeType.UNSAFE_DOWNGRADE, "Can't downgrade the version of this feature.");
    }

    @Test
    void shouldSetTheLeastReplicasInSyncForAllBrokersWithEligibleLeaders() {
        assertThat(records("eligible.leader.replicas.version", 1, UpgradeType.UPGRADE, false))
                .containsExactly(
                        new ConfigRecord()
                                .setResourceType(ConfigResource.Type.BROKER.code())
                                .setResourceName("")
                                .setName("min.insync.replicas")
                                .setValue("3"),
                        new FeatureLevelRecord()
                                .setName("eligible.leader.replicas.version")
                                .setFeatureLevel((short) 1));
    }

    @Test
    void shouldChangeAllOrNone() {
        Map<String, Update> updates = new LinkedHashMap<>();
        updates.put("transaction.version", new Update((short) 0, UpgradeType.SAFE_DOWNGRADE));
        updates.put("nope", new Update((short) 1, UpgradeType.UPGRADE));

        assertThatThrownBy(() -> new UpdateFeatures(updates, false, NODE).decide(image))
                .isInstanceOf(ApiException.class);
    }

    private List<Message> records(String feature, int level, UpgradeType type, boolean dryRun) {
        return decide(feature, level, type, dryRun, NODE).records();
    }

    private MetadataOperation.Decision<Boolean> decide(
            String feature, int level, UpgradeType type, boolean dryRun, Node node) {
        return new UpdateFeatures(Map.of(feature, new Update((short) level, type)), dryRun, node).decide(image);
    }

    private void assertRefused(String feature, int level, UpgradeType type, String reason) {
        assertThatThrownBy(() -> records(feature, level, type, false))
                .hasMessageContaining(reason)
                .extracting(e -> ((ApiException) e).error())
                .isEqualTo(Errors.INVALID_UPDATE_VERSION);
    }
}
