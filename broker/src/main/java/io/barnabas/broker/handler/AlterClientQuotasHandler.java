// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.quota.AlterClientQuotas;
import io.barnabas.broker.quota.AlterClientQuotas.Alteration;
import io.barnabas.broker.quota.AlterClientQuotas.Change;
import io.barnabas.broker.quota.AlterClientQuotas.Outcome;
import io.barnabas.broker.quota.QuotaEntity;
import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.AlterClientQuotasRequest;
import io.barnabas.wire.message.AlterClientQuotasResponse;
import io.barnabas.wire.message.AlterClientQuotasResponse.EntityData;
import io.barnabas.wire.message.AlterClientQuotasResponse.EntryData;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sets and removes quotas: AlterClientQuotas v0 to v1 (KIP-546). They are kept, and not yet enforced. Addresses may be given by
 * name as in Kafka; names are looked up where waiting harms nobody.
 */
public final class AlterClientQuotasHandler implements RequestHandler<AlterClientQuotasRequest> {
    private final Function<AlterClientQuotas, CompletableFuture<Map<QuotaEntity, Outcome>>> store;
    private final Executor lookUps;

    /**
     * @param store submits to the metadata thread
     * @param lookUps where a name may be looked up
     */
    AlterClientQuotasHandler(
            Function<AlterClientQuotas, CompletableFuture<Map<QuotaEntity, Outcome>>> store, Executor lookUps) {
        this.store = store;
        this.lookUps = lookUps;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ALTER_CLIENT_QUOTAS;
    }

    @Override
    public void handle(RequestContext context, AlterClientQuotasRequest request) {
        context.requireOnCluster(Operation.ALTER_CONFIGS);
        List<Alteration> alterations = request.entries().stream()
                .map(entry -> new Alteration(
                        entity(entry),
                        entry.ops().stream()
                                .map(op -> new Change(op.key(), op.remove() ? null : op.value()))
                                .toList()))
                .toList();
        context.respondWhenDone(unknownHosts(alterations)
                .thenCompose(
                        unknown -> store.apply(new AlterClientQuotas(alterations, unknown, request.validateOnly())))
                .thenApply(AlterClientQuotasHandler::answer));
    }

    private static QuotaEntity entity(AlterClientQuotasRequest.EntryData entry) {
        Map<String, @Nullable String> names = new HashMap<>();
        entry.entity().forEach(entity -> names.put(entity.entityType(), entity.entityName()));
        return QuotaEntity.of(names);
    }

    private CompletableFuture<Set<String>> unknownHosts(List<Alteration> alterations) {
        Set<String> hosts = new HashSet<>();
        for (Alteration alteration : alterations) {
            String host = alteration.entity().address();
            if (host != null && !host.isEmpty()) {
                hosts.add(host);
            }
        }
        if (hosts.isEmpty()) {
            return CompletableFuture.completedFuture(Set.of());
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    hosts.removeIf(AlterClientQuotasHandler::isKnown);
                    return hosts;
                },
                lookUps);
    }

    private static boolean isKnown(String host) {
        try {
            return InetAddress.getByName(host) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static AlterClientQuotasResponse answer(Map<QuotaEntity, Outcome> outcomes) {
        AlterClientQuotasResponse response = new AlterClientQuotasResponse();
        outcomes.forEach((entity, outcome) -> {
            EntryData entry =
                    new EntryData().setErrorCode(outcome.error().code()).setErrorMessage(outcome.message());
            entity.names()
                    .forEach((type, name) -> entry.entity()
                            .add(new EntityData().setEntityType(type).setEntityName(name)));
            response.entries().add(entry);
        });
        return response;
    }

    @Override
    public ApiMessage failed(AlterClientQuotasRequest request, short version, Errors error) {
        Map<QuotaEntity, Outcome> outcomes = new LinkedHashMap<>();
        request.entries().forEach(entry -> outcomes.put(entity(entry), new Outcome(error, error.message())));
        return answer(outcomes);
    }
}
