// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.MetadataVersion;
import io.barnabas.broker.metadata.QuorumVoter;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.ApiVersionsRequest;
import io.barnabas.wire.message.ApiVersionsResponse;
import io.barnabas.wire.message.ApiVersionsResponse.ApiVersion;
import io.barnabas.wire.message.ApiVersionsResponse.FinalizedFeatureKey;
import io.barnabas.wire.message.ApiVersionsResponse.SupportedFeatureKey;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Says what this broker answers: ApiVersions v0 to v4, with the client's name (KIP-511) and the features (KIP-584). Needs no
 * permission, as every client asks it first. A version that is too new never comes here: the connection answers it in v0.
 */
final class ApiVersionsHandler implements RequestHandler<ApiVersionsRequest> {
    private static final short FIRST_VERSION_WITH_CLIENT_SOFTWARE = 3;
    /** Before it, clients refused a feature whose lowest level is 0 (KIP-1022). */
    private static final short FIRST_VERSION_WITH_LEVEL_ZERO = 4;

    private static final Pattern SOFTWARE = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9\\-.]*[a-zA-Z0-9])?");

    private final Supplier<Handlers> handlers;
    private final Supplier<MetadataImage> metadata;
    private final Supplier<QuorumVoter> voter;

    ApiVersionsHandler(Supplier<Handlers> handlers, Supplier<MetadataImage> metadata, Supplier<QuorumVoter> voter) {
        this.handlers = handlers;
        this.metadata = metadata;
        this.voter = voter;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.API_VERSIONS;
    }

    @Override
    public void handle(RequestContext context, ApiVersionsRequest request) {
        if (context.version() >= FIRST_VERSION_WITH_CLIENT_SOFTWARE) {
            checkSoftware("name", request.clientSoftwareName());
            checkSoftware("version", request.clientSoftwareVersion());
            context.setClientSoftware(request.clientSoftwareName(), request.clientSoftwareVersion());
        }
        ApiVersionsResponse response = new ApiVersionsResponse();
        for (RequestHandler<?> handler : handlers.get().all()) {
            response.apiKeys()
                    .add(new ApiVersion()
                            .setApiKey(handler.apiKey().id())
                            .setMinVersion(lowestShown(handler))
                            .setMaxVersion(handler.highestVersion()));
        }
        addFeatures(response, context.version());
        context.respond(response);
    }

    /**
     * As Kafka does, Produce is shown from v0 on, though nothing below v3 is answered: librdkafka takes v0 for a broker's
     * word that it knows compression, and without it sends everything uncompressed (KAFKA-18659).
     */
    private static short lowestShown(RequestHandler<?> handler) {
        return handler.apiKey() == ApiKey.PRODUCE ? 0 : handler.lowestVersion();
    }

    private static void checkSoftware(String what, String value) {
        if (!SOFTWARE.matcher(value).matches()) {
            throw new ApiException(Errors.INVALID_REQUEST, "Client software " + what + " is not a plain name");
        }
    }

    private void addFeatures(ApiVersionsResponse response, short version) {
        MetadataImage image = metadata.get();
        MetadataVersion.supportedFeatures().forEach((name, levels) -> {
            if (levels.lowest() > 0 || version >= FIRST_VERSION_WITH_LEVEL_ZERO) {
                response.supportedFeatures()
                        .add(new SupportedFeatureKey()
                                .setName(name)
                                .setMinVersion(levels.lowest())
                                .setMaxVersion(levels.highest()));
            }
        });
        Map<String, Short> finalized = new TreeMap<>(image.finalizedFeatures());
        finalized.put(MetadataVersion.KRAFT_VERSION, voter.get().kraftVersion());
        finalized.forEach((name, level) -> {
            if (level > 0) {
                response.finalizedFeatures()
                        .add(new FinalizedFeatureKey()
                                .setName(name)
                                .setMinVersionLevel(level)
                                .setMaxVersionLevel(level));
            }
        });
        response.setFinalizedFeaturesEpoch(image.endOffset() - 1);
    }

    @Override
    public ApiMessage failed(ApiVersionsRequest request, short version, Errors error) {
        return new ApiVersionsResponse().setErrorCode(error.code());
    }
}
