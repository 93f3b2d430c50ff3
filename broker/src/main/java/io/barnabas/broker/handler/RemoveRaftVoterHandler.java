// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.RemoveRaftVoterRequest;
import io.barnabas.wire.message.RemoveRaftVoterResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/** Removes a voter from the metadata log: RemoveRaftVoter v0 (KIP-853). The last one cannot be removed, and there is only one. */
final class RemoveRaftVoterHandler implements RequestHandler<RemoveRaftVoterRequest> {
    private final VoterChecks checks;

    RemoveRaftVoterHandler(VoterChecks checks) {
        this.checks = checks;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.REMOVE_RAFT_VOTER;
    }

    @Override
    public void handle(RequestContext context, RemoveRaftVoterRequest request) {
        context.requireOnCluster(Operation.ALTER);
        try {
            checks.checkCluster(request.clusterId());
            checks.checkVoter("Remove", request.voterId(), request.voterDirectoryId());
            checks.checkDynamic("removing");
            throw new ApiException(
                    Errors.VOTER_NOT_FOUND,
                    "Cannot remove voter " + VoterChecks.key(request.voterId(), request.voterDirectoryId())
                            + " from the set of voters " + checks.all());
        } catch (ApiException e) {
            context.respond(
                    new RemoveRaftVoterResponse().setErrorCode(e.error().code()).setErrorMessage(e.getMessage()));
        }
    }

    @Override
    public ApiMessage failed(RemoveRaftVoterRequest request, short version, Errors error) {
        return new RemoveRaftVoterResponse().setErrorCode(error.code()).setErrorMessage(error.message());
    }
}
