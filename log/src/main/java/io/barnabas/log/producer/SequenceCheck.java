// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.producer;

import io.barnabas.log.record.AppendError;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.InvalidBatchException;
import io.barnabas.log.record.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether one batch follows what its producer appended before, as Kafka 4.3 does.
 *
 * <pre>
 * epoch lower than known                       INVALID_PRODUCER_EPOCH
 * client, producer unknown                     any sequence (its records may be deleted, its state expired: KIP-360)
 * client, epoch higher than known              sequence must be 0, else OUT_OF_ORDER_SEQUENCE_NUMBER
 * client, same epoch                           last + 1 (after 2^31-1 comes 0), else OUT_OF_ORDER_SEQUENCE_NUMBER
 * plain batch while a transaction is open      INVALID_TXN_STATE
 * marker of an older coordinator               TRANSACTION_COORDINATOR_FENCED
 * </pre>
 */
final class SequenceCheck {
    private final String logName;
    private final RecordBatch batch;
    private final @Nullable ProducerState state;

    SequenceCheck(String logName, RecordBatch batch, @Nullable ProducerState state) {
        this.logName = logName;
        this.batch = batch;
        this.state = state;
    }

    void run(AppendOrigin origin) {
        ProducerState known = state;
        if (known == null) {
            return;
        }
        if (batch.producerEpoch() < known.epoch()) {
            throw refused(
                    AppendError.INVALID_PRODUCER_EPOCH,
                    "epoch " + batch.producerEpoch() + " is smaller than the last seen " + known.epoch());
        }
        if (batch.isControl()) {
            checkMarker(known);
            return;
        }
        if (origin == AppendOrigin.CLIENT) {
            checkSequence(known);
        }
        if (known.txnFirstOffset() >= 0 && !batch.isTransactional()) {
            throw refused(
                    AppendError.INVALID_TXN_STATE,
                    "expected a transactional write, a transaction is open since offset " + known.txnFirstOffset());
        }
    }

    private void checkMarker(ProducerState known) {
        int coordinatorEpoch = EndTransactionMarker.of(batch).coordinatorEpoch();
        if (coordinatorEpoch < known.coordinatorEpoch()) {
            throw refused(
                    AppendError.TRANSACTION_COORDINATOR_FENCED,
                    "coordinator epoch " + coordinatorEpoch + " is smaller than the last seen "
                            + known.coordinatorEpoch());
        }
    }

    private void checkSequence(ProducerState known) {
        int sequence = batch.baseSequence();
        if (batch.producerEpoch() != known.epoch()) {
            if (sequence != 0 && known.epoch() != RecordBatch.NO_PRODUCER_EPOCH) {
                throw refused(
                        AppendError.OUT_OF_ORDER_SEQUENCE_NUMBER,
                        "new epoch " + batch.producerEpoch() + " after " + known.epoch()
                                + " must begin with sequence 0, not " + sequence);
            }
            return;
        }
        int last = known.lastSequence();
        if (sequence != RecordBatch.addToSequence(last, 1)) {
            throw refused(
                    AppendError.OUT_OF_ORDER_SEQUENCE_NUMBER,
                    "sequence " + sequence + " does not follow the last sequence " + last);
        }
    }

    private InvalidBatchException refused(AppendError error, String reason) {
        return new InvalidBatchException(error, "Producer " + batch.producerId() + " in " + logName + ": " + reason);
    }
}
