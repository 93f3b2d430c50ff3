// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataLoop;
import io.barnabas.broker.metadata.Reassignments;
import io.barnabas.broker.security.Operation;
import io.barnabas.wire.message.AlterPartitionReassignmentsRequest;
import io.barnabas.wire.message.AlterPartitionReassignmentsResponse;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;

/** Moves partitions to other brokers, or stops moving them: AlterPartitionReassignments v0 and v1 (KIP-455). */
final class AlterPartitionReassignmentsHandler implements RequestHandler<AlterPartitionReassignmentsRequest> {
    private final MetadataLoop metadata;

    AlterPartitionReassignmentsHandler(MetadataLoop metadata) {
        this.metadata = metadata;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ALTER_PARTITION_REASSIGNMENTS;
    }

    @Override
    public void handle(RequestContext context, AlterPartitionReassignmentsRequest request) {
        context.requireOnCluster(Operation.ALTER);
        context.respondWhenDone(
                metadata.submit(new Reassignments(request.topics(), request.allowReplicationFactorChange()))
                        .thenApply(answers -> new AlterPartitionReassignmentsResponse()
                                .setAllowReplicationFactorChange(request.allowReplicationFactorChange())
                                .setErrorMessage(null)
                                .setResponses(answers)));
    }

    @Override
    public ApiMessage failed(AlterPartitionReassignmentsRequest request, short version, Errors error) {
        return new AlterPartitionReassignmentsResponse()
                .setErrorCode(error.code())
                .setErrorMessage(error.message());
    }
}
