// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.AbortTransactionRecord;
import io.barnabas.broker.metadata.record.BeginTransactionRecord;
import io.barnabas.broker.metadata.record.EndTransactionRecord;
import io.barnabas.log.record.ControlRecord;
import io.barnabas.log.record.Record;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordIterator;
import io.barnabas.wire.message.KRaftVersionRecord;
import io.barnabas.wire.message.VotersRecord;
import io.barnabas.wire.protocol.ByteBufferReadable;
import io.barnabas.wire.protocol.InvalidMessageException;
import io.barnabas.wire.protocol.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replays batches read from a snapshot or from the log into a delta. Records between BeginTransaction and EndTransaction are held back
 * until the end; after AbortTransaction they never happened.
 */
final class MetadataReplay {
    private final MetadataDelta delta;
    private Voters voters;
    private @Nullable List<Message> heldBack;
    private long lastTimestampMs = RecordBatch.NO_TIMESTAMP;

    MetadataReplay(MetadataDelta delta, Voters voters) {
        this.delta = delta;
        this.voters = voters;
    }

    MetadataDelta delta() {
        return delta;
    }

    Voters voters() {
        return voters;
    }

    /** Whether what was replayed ends within a transaction. */
    boolean inTransaction() {
        return heldBack != null;
    }

    /** The append time of the last data record, -1 when there was none. */
    long lastTimestampMs() {
        return lastTimestampMs;
    }

    /** Replays the records of a batch from {@code fromOffset} on. */
    void replay(RecordBatch batch, long fromOffset) {
        try (RecordIterator records = batch.records()) {
            while (records.hasNext()) {
                Record record = records.next();
                if (record.offset() < fromOffset) {
                    continue;
                }
                if (batch.isControl()) {
                    replayControl(record);
                } else {
                    replayData(record);
                }
            }
        }
    }

    /** Takes from a batch only what it says on the voters. */
    void replayControlOnly(RecordBatch batch) {
        if (batch.isControl()) {
            replay(batch, 0);
        }
    }

    private void replayControl(Record record) {
        ByteBuffer value = record.value();
        short type = ControlRecord.typeOf(record);
        if (value == null || (type != MetadataBatches.KRAFT_VERSION && type != MetadataBatches.KRAFT_VOTERS)) {
            return;
        }
        if (type == MetadataBatches.KRAFT_VERSION) {
            KRaftVersionRecord version = new KRaftVersionRecord();
            version.read(new ByteBufferReadable(value), (short) 0);
            if (version.kRaftVersion() > 1) {
                throw new MetadataException(
                        "kraft.version " + version.kRaftVersion() + " of the metadata log is newer than 1");
            }
            voters = new Voters(version.kRaftVersion(), voters.dynamic());
        } else {
            VotersRecord changed = new VotersRecord();
            changed.read(new ByteBufferReadable(value), (short) 0);
            voters = new Voters(voters.kraftVersion(), changed);
        }
    }

    private void replayData(Record record) {
        ByteBuffer value = record.value();
        if (value == null) {
            throw new MetadataException("The metadata record at offset " + record.offset() + " has no value");
        }
        lastTimestampMs = record.timestamp();
        Message message;
        try {
            message = RecordFrame.decode(value);
        } catch (InvalidMessageException e) {
            throw new MetadataException("The metadata record at offset " + record.offset() + " cannot be read", e);
        }
        if (message == null) {
            delta.metUnknownRecord();
        } else if (message instanceof BeginTransactionRecord) {
            heldBack = new ArrayList<>();
        } else if (message instanceof AbortTransactionRecord) {
            heldBack = null;
        } else if (message instanceof EndTransactionRecord) {
            List<Message> complete = heldBack;
            heldBack = null;
            if (complete != null) {
                complete.forEach(delta::replay);
            }
        } else if (heldBack != null) {
            heldBack.add(message);
        } else {
            delta.replay(message);
        }
    }
}
