// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.MetadataVersion.Levels;
import io.barnabas.broker.metadata.record.ConfigRecord;
import io.barnabas.broker.metadata.record.NoOpRecord;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes the finalized levels of features (KIP-584), all or none. A feature may be lowered only by those who say so;
 * metadata.version only as far as no record becomes unreadable.
 */
public final class UpdateFeatures implements MetadataOperation<Boolean> {
    private static final String FAILED =
            "The update failed for all features since the following feature had an error: ";

    private static final String MIN_ISR = "min.insync.replicas";

    private final Map<String, Update> updates;
    private final boolean validateOnly;
    private final Node node;

    /**
     * What the image does not say.
     *
     * @param kraftVersion the present level of kraft.version
     * @param minInsyncReplicas min.insync.replicas as this node was started with
     */
    public record Node(short kraftVersion, String minInsyncReplicas) {}

    /** How a level is to change. */
    public enum UpgradeType {
        UNKNOWN,
        UPGRADE,
        SAFE_DOWNGRADE,
        UNSAFE_DOWNGRADE;

        /** As the wire has it. */
        public static UpgradeType of(byte code) {
            return code < 0 || code >= values().length ? UNKNOWN : values()[code];
        }
    }

    /** The level that a feature is to have. */
    public record Update(short level, UpgradeType type) {}

    /** @param updates by the names of the features, in the order of the request */
    public UpdateFeatures(Map<String, Update> updates, boolean validateOnly, Node node) {
        this.updates = new LinkedHashMap<>(updates);
        this.validateOnly = validateOnly;
        this.node = node;
    }

    /** @throws ApiException INVALID_UPDATE_VERSION with the reason, for all of them */
    @Override
    public Decision<Boolean> decide(MetadataImage image) {
        List<Message> records = new ArrayList<>();
        Update replicas = updates.get(MetadataVersion.ELIGIBLE_LEADER_REPLICAS_VERSION);
        if (replicas != null && replicas.level() > 0) {
            addMinInsyncReplicas(image, records);
        }
        boolean makesVotersDynamic = false;
        for (Map.Entry<String, Update> entry : updates.entrySet()) {
            String feature = entry.getKey();
            Update update = entry.getValue();
            check(image, feature, update);
            if (level(image, feature) == update.level()) {
                continue;
            }
            if (feature.equals(MetadataVersion.KRAFT_VERSION)) {
                makesVotersDynamic = true;
                records.add(new NoOpRecord());
            } else {
                records.add(SnapshotRecords.feature(feature, update.level()));
            }
        }
        return validateOnly ? Decision.unchanged(true) : new Decision<>(true, records, makesVotersDynamic);
    }

    private short level(MetadataImage image, String feature) {
        return feature.equals(MetadataVersion.KRAFT_VERSION) ? node.kraftVersion() : image.featureLevel(feature);
    }

    /** With eligible leader replicas the bound has to be the same on all brokers (KIP-966): it is set for all, and for none alone. */
    private void addMinInsyncReplicas(MetadataImage image, List<Message> records) {
        if (!image.config(ConfigResource.DEFAULT_BROKER).containsKey(MIN_ISR)) {
            records.add(minInsyncReplicas(ConfigResource.DEFAULT_BROKER, node.minInsyncReplicas()));
        }
        ConfigResource self = ConfigResource.broker(image.nodeId());
        if (image.config(self).containsKey(MIN_ISR)) {
            records.add(minInsyncReplicas(self, null));
        }
    }

    private static Message minInsyncReplicas(ConfigResource resource, @Nullable String value) {
        return new ConfigRecord()
                .setResourceType(resource.type().code())
                .setResourceName(resource.name())
                .setName(MIN_ISR)
                .setValue(value);
    }

    private void check(MetadataImage image, String feature, Update update) {
        short present = level(image, feature);
        short wanted = update.level();
        Levels supported = MetadataVersion.supportedFeatures().get(feature);
        if (update.type() == UpgradeType.UNKNOWN) {
            throw invalid(feature, wanted, "The controller does not support the given upgrade type.");
        }
        if (wanted < 0) {
            throw invalid(feature, wanted, "A feature version cannot be less than 0.");
        }
        if (supported == null) {
            String controller = "Local controller " + image.nodeId();
            throw invalid(
                    feature,
                    wanted,
                    wanted == 0
                            ? "Feature " + feature + " not found."
                            : controller + " does not support this feature.");
        }
        boolean metadataVersion = feature.equals(MetadataVersion.FEATURE);
        if ((wanted != 0 || metadataVersion) && (wanted < supported.lowest() || wanted > supported.highest())) {
            throw invalid(
                    feature,
                    wanted,
                    "Local controller " + image.nodeId() + " only supports versions " + supported.lowest() + "-"
                            + supported.highest());
        }
        if (wanted < present) {
            checkDowngrade(feature, present, update, metadataVersion);
        } else if (wanted > present && update.type() != UpgradeType.UPGRADE) {
            throw invalid(feature, wanted, "Can't downgrade to a newer version.");
        }
        checkDependency(image, feature, wanted);
    }

    private static void checkDowngrade(String feature, short present, Update update, boolean metadataVersion) {
        if (update.type() == UpgradeType.UPGRADE) {
            throw invalid(
                    feature,
                    update.level(),
                    "Can't downgrade the version of this feature without setting the upgrade type to either safe or unsafe"
                            + " downgrade.");
        }
        if (feature.equals(MetadataVersion.KRAFT_VERSION)) {
            throw invalid(feature, update.level(), "Can't downgrade the version of this feature.");
        }
        if (metadataVersion && MetadataVersion.recordsDiffer(update.level(), present)) {
            throw new ApiException(
                    Errors.INVALID_UPDATE_VERSION,
                    FAILED + "Unsupported metadata.version downgrade from " + present + " to " + update.level() + ". "
                            + (update.type() == UpgradeType.SAFE_DOWNGRADE
                                    ? "Refusing to perform the requested downgrade because it might delete metadata"
                                            + " information."
                                    : "Unsafe metadata downgrade is not supported in this version."));
        }
    }

    /** Levels that are raised by the same request count. */
    private void checkDependency(MetadataImage image, String feature, short wanted) {
        Update raised = updates.get(MetadataVersion.FEATURE);
        short metadataVersion = raised == null ? image.metadataVersion() : raised.level();
        if (feature.equals(MetadataVersion.ELIGIBLE_LEADER_REPLICAS_VERSION)
                && wanted > 0
                && metadataVersion < MetadataVersion.V4_0_IV1) {
            throw invalid(
                    feature,
                    wanted,
                    feature + " could not be set to " + wanted + " because it depends on " + MetadataVersion.FEATURE
                            + " level " + MetadataVersion.V4_0_IV1);
        }
    }

    private static ApiException invalid(String feature, short level, String reason) {
        return new ApiException(
                Errors.INVALID_UPDATE_VERSION,
                FAILED + "Invalid update version " + level + " for feature " + feature + ". " + reason);
    }
}
