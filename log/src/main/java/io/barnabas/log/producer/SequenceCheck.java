// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.producer;

import io.barnabas.log.record.AppendError;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.EndTransactionMarker;
import io.barnabas.log.record.InvalidBatchException;
import io.barnabas.log.record.RecordBatch;

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
    /** KIP-890: from this transaction version on, a marker carries the epoch after that of the data. */
    private static final int EPOCH_BUMPING_VERSION = 2;

    private final String logName;
    private final RecordBatch batch;
    private final ProducerState known;
    private final short transactionVersion;

    SequenceCheck(String logName, RecordBatch batch, ProducerState known, short transactionVersion) {
        this.logName = logName;
        this.batch = batch;
        this.known = known;
        this.transactionVersion = transactionVersion;
    }

    void run(AppendOrigin origin) {
        if (batch.producerEpoch() < known.epoch() || endsWithUnchangedEpoch()) {
            throw refused(
                    AppendError.INVALID_PRODUCER_EPOCH,
                    "epoch " + batch.producerEpoch() + " is too small, the last seen is " + known.epoch());
        }
        if (batch.isControl()) {
            checkMarker();
            return;
        }
        if (origin == AppendOrigin.CLIENT) {
            checkSequence();
        }
        if (known.txnFirstOffset() >= 0 && !batch.isTransactional()) {
            throw refused(
                    AppendError.INVALID_TXN_STATE,
                    "expected a transactional write, a transaction is open since offset " + known.txnFirstOffset());
        }
    }

    /** A marker that comes again after its transaction is ended, and one at the last epoch there is, may keep the epoch. */
    private boolean endsWithUnchangedEpoch() {
        return batch.isControl()
                && transactionVersion >= EPOCH_BUMPING_VERSION
                && batch.producerEpoch() == known.epoch()
                && known.txnFirstOffset() >= 0
                && known.epoch() != Short.MAX_VALUE;
    }

    private void checkMarker() {
        int coordinatorEpoch = EndTransactionMarker.of(batch).coordinatorEpoch();
        if (coordinatorEpoch < known.coordinatorEpoch()) {
            throw refused(
                    AppendError.TRANSACTION_COORDINATOR_FENCED,
                    "coordinator epoch " + coordinatorEpoch + " is smaller than the last seen "
                            + known.coordinatorEpoch());
        }
    }

    private void checkSequence() {
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
