// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.MetadataVersion.Levels;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes the finalized levels of features (KIP-584), all or none. A feature may be lowered only by those who say so;
 * metadata.version only as far as no record becomes unreadable.
 */
public final class UpdateFeatures implements MetadataOperation<Boolean> {
    private static final String FAILED =
            "The update failed for all features since the following feature had an error: ";

    private final Map<String, Update> updates;
    private final boolean validateOnly;

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
    public UpdateFeatures(Map<String, Update> updates, boolean validateOnly) {
        this.updates = new LinkedHashMap<>(updates);
        this.validateOnly = validateOnly;
    }

    /** @throws ApiException INVALID_UPDATE_VERSION with the reason, for all of them */
    @Override
    public Decision<Boolean> decide(MetadataImage image) {
        List<Message> records = new ArrayList<>();
        updates.forEach((feature, update) -> {
            check(image, feature, update);
            if (image.featureLevel(feature) != update.level()) {
                records.add(SnapshotRecords.feature(feature, update.level()));
            }
        });
        return new Decision<>(true, validateOnly ? List.of() : records);
    }

    private static void check(MetadataImage image, String feature, Update update) {
        short present = image.featureLevel(feature);
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
        }
    }

    private static void checkDowngrade(String feature, short present, Update update, boolean metadataVersion) {
        if (update.type() == UpgradeType.UPGRADE) {
            throw invalid(
                    feature,
                    update.level(),
                    "Can't downgrade the version of this feature without setting the upgrade type to either safe or unsafe"
                            + " downgrade.");
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

    private static ApiException invalid(String feature, short level, String reason) {
        return new ApiException(
                Errors.INVALID_UPDATE_VERSION,
                FAILED + "Invalid update version " + level + " for feature " + feature + ". " + reason);
    }
}
