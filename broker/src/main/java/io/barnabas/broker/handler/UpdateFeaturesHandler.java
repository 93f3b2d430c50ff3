// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.config.DynamicConfigs;
import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.UpdateFeatures;
import io.barnabas.broker.metadata.UpdateFeatures.Update;
import io.barnabas.broker.metadata.UpdateFeatures.UpgradeType;
import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.UpdateFeaturesRequest;
import io.barnabas.wire.message.UpdateFeaturesRequest.FeatureUpdateKey;
import io.barnabas.wire.message.UpdateFeaturesResponse;
import io.barnabas.wire.message.UpdateFeaturesResponse.UpdatableFeatureResult;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * Changes the finalized levels of features: UpdateFeatures v0 to v2 (KIP-584, KIP-1022). All or none, with one error for all. As in
 * Kafka v0 cannot lower a level, whatever it says, and v2 names no features in its answer.
 */
final class UpdateFeaturesHandler implements RequestHandler<UpdateFeaturesRequest> {
    private static final short FIRST_VERSION_WITH_TYPES = 1;
    private static final short FIRST_VERSION_WITHOUT_RESULTS = 2;

    private final MetadataLoop metadata;
    private final DynamicConfigs configs;

    UpdateFeaturesHandler(MetadataLoop metadata, DynamicConfigs configs) {
        this.metadata = metadata;
        this.configs = configs;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.UPDATE_FEATURES;
    }

    @Override
    public void handle(RequestContext context, UpdateFeaturesRequest request) {
        context.requireOnCluster(Operation.ALTER);
        Map<String, Update> updates = new LinkedHashMap<>();
        for (FeatureUpdateKey update : request.featureUpdates()) {
            UpgradeType type = context.version() < FIRST_VERSION_WITH_TYPES
                    ? UpgradeType.UPGRADE
                    : UpgradeType.of(update.upgradeType());
            updates.put(update.feature(), new Update(update.maxVersionLevel(), type));
        }
        context.respondWhenDone(metadata.submit(new UpdateFeatures(updates, request.validateOnly(), node()))
                .handle((done, failure) -> failure == null ? done(request, context.version()) : refused(failure)));
    }

    private UpdateFeatures.Node node() {
        return new UpdateFeatures.Node(
                metadata.voter().kraftVersion(), configs.current().asStarted().text("min.insync.replicas"));
    }

    private static UpdateFeaturesResponse done(UpdateFeaturesRequest request, short version) {
        UpdateFeaturesResponse response = new UpdateFeaturesResponse().setErrorMessage(null);
        if (version < FIRST_VERSION_WITHOUT_RESULTS) {
            for (FeatureUpdateKey update : request.featureUpdates()) {
                // Kafka says NONE in words here.
                response.results()
                        .add(new UpdatableFeatureResult()
                                .setFeature(update.feature())
                                .setErrorMessage(Errors.NONE.name()));
            }
        }
        return response;
    }

    private static UpdateFeaturesResponse refused(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ApiException expected) {
            return new UpdateFeaturesResponse()
                    .setErrorCode(expected.error().code())
                    .setErrorMessage(expected.getMessage());
        }
        throw new CompletionException(cause);
    }

    @Override
    public ApiMessage failed(UpdateFeaturesRequest request, short version, Errors error) {
        return new UpdateFeaturesResponse().setErrorCode(error.code()).setErrorMessage(error.message());
    }
}
