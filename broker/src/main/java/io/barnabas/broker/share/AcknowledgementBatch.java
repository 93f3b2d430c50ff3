// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import io.barnabas.coordinator.share.partition.AcknowledgeType;
import io.barnabas.coordinator.share.partition.Acknowledgement;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;

/**
 * What a request says of neighbouring records: one type for all of them, or one for each.
 *
 * @param last inclusive
 */
public record AcknowledgementBatch(long first, long last, List<Byte> types) {

    /**
     * The batches as acknowledgements, neighbours of one type as one.
     *
     * @param renewing whether the request is one that renews (KIP-1222)
     * @throws ApiException INVALID_REQUEST when they are out of order, overlap, or have types that cannot be; INVALID_RECORD_STATE
     *     when one begins with the offset that the one before it ends with, as in Kafka
     */
    static List<Acknowledgement> check(List<AcknowledgementBatch> batches, boolean renewing) {
        List<Acknowledgement> acknowledgements = new ArrayList<>();
        long end = -1;
        for (AcknowledgementBatch batch : batches) {
            if (batch.first == end) {
                throw new ApiException(
                        Errors.INVALID_RECORD_STATE, "Offset " + end + " is acknowledged twice in one request.");
            }
            if (batch.first > batch.last || batch.first < end) {
                throw invalid("Acknowledged offsets " + batch.first + " to " + batch.last + " are out of order.");
            }
            long size = batch.last - batch.first + 1;
            if (batch.types.isEmpty() || (batch.types.size() > 1 && batch.types.size() != size)) {
                throw invalid(size + " acknowledged records have " + batch.types.size() + " types.");
            }
            end = batch.last;
            batch.addTo(acknowledgements, renewing);
        }
        return acknowledgements;
    }

    private void addTo(List<Acknowledgement> acknowledgements, boolean renewing) {
        if (types.size() == 1) {
            acknowledgements.add(new Acknowledgement(first, last, type(types.get(0), renewing)));
            return;
        }
        int from = 0;
        for (int i = 1; i <= types.size(); i++) {
            if (i == types.size() || !types.get(i).equals(types.get(from))) {
                AcknowledgeType type = type(types.get(from), renewing);
                acknowledgements.add(new Acknowledgement(first + from, first + i - 1, type));
                from = i;
            }
        }
    }

    private static AcknowledgeType type(byte id, boolean renewing) {
        AcknowledgeType type = AcknowledgeType.of(id);
        if (type == null) {
            throw invalid("There is no acknowledgement of type " + id + ".");
        }
        if (type == AcknowledgeType.RENEW && !renewing) {
            throw invalid("The request renews records and does not say that it does.");
        }
        return type;
    }

    private static ApiException invalid(String message) {
        return new ApiException(Errors.INVALID_REQUEST, message);
    }
}
