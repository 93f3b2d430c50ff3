// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.AddRaftVoterRequest;
import io.barnabas.wire.message.AddRaftVoterRequest.Listener;
import io.barnabas.wire.message.AddRaftVoterResponse;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.stream.Collectors;

/**
 * Adds a voter to the metadata log: AddRaftVoter v0 and v1 (KIP-853). There is one voter, and no other can be reached: whoever asks for
 * another is told what Kafka says when the new one does not answer.
 */
final class AddRaftVoterHandler implements RequestHandler<AddRaftVoterRequest> {
    private final VoterChecks checks;
    private final String controllerListener;

    AddRaftVoterHandler(VoterChecks checks, String controllerListener) {
        this.checks = checks;
        this.controllerListener = controllerListener;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ADD_RAFT_VOTER;
    }

    @Override
    public void handle(RequestContext context, AddRaftVoterRequest request) {
        context.requireOnCluster(Operation.ALTER);
        try {
            checks.checkCluster(request.clusterId());
            checks.checkVoter("Add", request.voterId(), request.voterDirectoryId());
            checkListeners(request);
            checks.checkDynamic("adding");
            if (request.voterId() == checks.voter().nodeId()) {
                throw new ApiException(
                        Errors.DUPLICATE_VOTER,
                        "The voter id for " + VoterChecks.key(request.voterId(), request.voterDirectoryId())
                                + " is already part of the set of voters " + checks.all() + ".");
            }
            throw new ApiException(
                    Errors.REQUEST_TIMED_OUT,
                    "New voter " + VoterChecks.key(request.voterId(), request.voterDirectoryId())
                            + " is not ready to receive requests");
        } catch (ApiException e) {
            context.respond(
                    new AddRaftVoterResponse().setErrorCode(e.error().code()).setErrorMessage(e.getMessage()));
        }
    }

    private void checkListeners(AddRaftVoterRequest request) {
        if (request.listeners().stream().noneMatch(listener -> listener.name().equals(controllerListener))) {
            String endpoints = request.listeners().stream()
                    .map(AddRaftVoterHandler::text)
                    .collect(Collectors.joining(", ", "{", "}"));
            throw new ApiException(
                    Errors.INVALID_REQUEST,
                    "Add voter request didn't include the endpoint (Endpoints(endpoints=" + endpoints
                            + ")) for the default listener ListenerName(" + controllerListener + ")");
        }
    }

    private static String text(Listener listener) {
        return "ListenerName(" + listener.name() + ")=" + listener.host() + "/<unresolved>:" + listener.port();
    }

    @Override
    public ApiMessage failed(AddRaftVoterRequest request, short version, Errors error) {
        return new AddRaftVoterResponse().setErrorCode(error.code()).setErrorMessage(error.message());
    }
}
