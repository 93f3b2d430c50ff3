// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.quota.QuotaFilter;
import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DescribeClientQuotasRequest;
import io.barnabas.wire.message.DescribeClientQuotasResponse;
import io.barnabas.wire.message.DescribeClientQuotasResponse.EntityData;
import io.barnabas.wire.message.DescribeClientQuotasResponse.EntryData;
import io.barnabas.wire.message.DescribeClientQuotasResponse.ValueData;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lists quotas: DescribeClientQuotas v0 to v1 (KIP-546). They are kept, and not yet enforced. */
public final class DescribeClientQuotasHandler implements RequestHandler<DescribeClientQuotasRequest> {
    private final Supplier<MetadataImage> metadata;

    DescribeClientQuotasHandler(Supplier<MetadataImage> metadata) {
        this.metadata = metadata;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_CLIENT_QUOTAS;
    }

    @Override
    public void handle(RequestContext context, DescribeClientQuotasRequest request) {
        context.requireOnCluster(Operation.DESCRIBE_CONFIGS);
        try {
            context.respond(describe(new QuotaFilter(request.components(), request.strict())));
        } catch (ApiException e) {
            context.respond(failed(e.error(), e.getMessage()));
        }
    }

    private DescribeClientQuotasResponse describe(QuotaFilter filter) {
        List<EntryData> entries = new ArrayList<>();
        filter.select(metadata.get()).forEach((entity, quotas) -> {
            EntryData entry = new EntryData();
            entity.names()
                    .forEach((type, name) -> entry.entity()
                            .add(new EntityData().setEntityType(type).setEntityName(name)));
            quotas.forEach((key, value) ->
                    entry.values().add(new ValueData().setKey(key).setValue(value)));
            entries.add(entry);
        });
        return new DescribeClientQuotasResponse().setEntries(entries);
    }

    private static DescribeClientQuotasResponse failed(Errors error, @Nullable String message) {
        return new DescribeClientQuotasResponse()
                .setErrorCode(error.code())
                .setErrorMessage(message)
                .setEntries(null);
    }

    @Override
    public ApiMessage failed(DescribeClientQuotasRequest request, short version, Errors error) {
        return failed(error, error.message());
    }
}
