// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.AlterScramCredentials;
import io.barnabas.broker.security.AlterScramCredentials.Outcome;
import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.AlterUserScramCredentialsRequest;
import io.barnabas.wire.message.AlterUserScramCredentialsResponse;
import io.barnabas.wire.message.AlterUserScramCredentialsResponse.AlterUserScramCredentialsResult;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Sets and deletes what users prove themselves with: AlterUserScramCredentials v0 (KIP-554). */
public final class AlterUserScramCredentialsHandler implements RequestHandler<AlterUserScramCredentialsRequest> {
    private final Function<AlterScramCredentials, CompletableFuture<Map<String, Outcome>>> store;

    /** @param store submits to the metadata thread */
    AlterUserScramCredentialsHandler(Function<AlterScramCredentials, CompletableFuture<Map<String, Outcome>>> store) {
        this.store = store;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ALTER_USER_SCRAM_CREDENTIALS;
    }

    @Override
    public void handle(RequestContext context, AlterUserScramCredentialsRequest request) {
        context.requireOnCluster(Operation.ALTER);
        context.respondWhenDone(store.apply(new AlterScramCredentials(request.deletions(), request.upsertions()))
                .thenApply(AlterUserScramCredentialsHandler::answer));
    }

    private static AlterUserScramCredentialsResponse answer(Map<String, Outcome> outcomes) {
        AlterUserScramCredentialsResponse response = new AlterUserScramCredentialsResponse();
        outcomes.forEach((user, outcome) -> response.results()
                .add(new AlterUserScramCredentialsResult()
                        .setUser(user)
                        .setErrorCode(outcome.error().code())
                        .setErrorMessage(outcome.message())));
        return response;
    }

    @Override
    public ApiMessage failed(AlterUserScramCredentialsRequest request, short version, Errors error) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        Outcome outcome = new Outcome(error, error.message());
        request.deletions().forEach(deletion -> outcomes.put(deletion.name(), outcome));
        request.upsertions().forEach(upsertion -> outcomes.put(upsertion.name(), outcome));
        return answer(outcomes);
    }
}
