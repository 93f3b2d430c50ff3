// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.PrimitiveRef;
import org.apache.kafka.storage.internals.log.AppendOrigin;
import org.apache.kafka.storage.internals.log.LogValidator;
import org.apache.kafka.storage.internals.log.RecordValidationException;
import org.jspecify.annotations.Nullable;

/** What Apache Kafka answers to the batch of a produce request: the yardstick of {@link RecordBatchValidator}. */
final class KafkaLogValidator {
    static final TopicPartition PARTITION = new TopicPartition("t", 0);

    /** Kafka's error name, null if it accepts; UNKNOWN_SERVER_ERROR where it throws what it did not foresee. */
    record Outcome(
            @Nullable String error,
            @Nullable Throwable cause,
            List<ProduceResponse.RecordError> recordErrors,
            @Nullable ByteBuffer accepted) {}

    private KafkaLogValidator() {}

    static Outcome validate(ByteBuffer bytes, ValidationRules rules, long firstOffset, int leaderEpoch, long nowMs) {
        try {
            MemoryRecords records = MemoryRecords.readableRecords(bytes.duplicate());
            ProduceRequest.validateRecords((short) 12, records);
            MutableRecordBatch batch = records.batches().iterator().next();
            if (batch.baseOffset() != 0) {
                throw new InvalidRecordException("base offset");
            }
            batch.ensureValid();
            return accepted(records, batch, rules, firstOffset, leaderEpoch, nowMs);
        } catch (RecordValidationException e) {
            return new Outcome(Errors.forException(e.invalidException()).name(), e, e.recordErrors(), null);
        } catch (ApiException e) {
            return new Outcome(Errors.forException(e).name(), e, List.of(), null);
        } catch (RuntimeException | org.xerial.snappy.SnappyError e) {
            return new Outcome(Errors.UNKNOWN_SERVER_ERROR.name(), e, List.of(), null);
        }
    }

    /** Whether Kafka itself can read the records it accepted: in compressed ones it does not look at every length. */
    static boolean isReadable(ByteBuffer accepted) {
        try {
            for (MutableRecordBatch batch :
                    MemoryRecords.readableRecords(accepted.duplicate()).batches()) {
                batch.forEach(record -> record.headers());
            }
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static Outcome accepted(
            MemoryRecords records,
            MutableRecordBatch batch,
            ValidationRules rules,
            long firstOffset,
            int leaderEpoch,
            long nowMs) {
        CompressionType source = batch.compressionType();
        io.barnabas.log.record.Compression wanted = rules.compression();
        Compression target = wanted == null
                ? Compression.of(source).build()
                : Compression.of(CompressionType.forId(wanted.id())).build();
        LogValidator validator = new LogValidator(
                records,
                PARTITION,
                new FixedTime(nowMs),
                source,
                target,
                rules.compacted(),
                RecordBatch.MAGIC,
                org.apache.kafka.common.record.TimestampType.forName(
                        rules.timestampType().configValue()),
                rules.timestampBeforeMaxMs(),
                rules.timestampAfterMaxMs(),
                leaderEpoch,
                AppendOrigin.CLIENT);
        ByteBuffer written = validator
                .validateMessagesAndAssignOffsets(
                        PrimitiveRef.ofLong(firstOffset), new NoMetrics(), BufferSupplier.NO_CACHING)
                .validatedRecords()
                .buffer();
        return new Outcome(null, null, List.of(), written);
    }

    private static final class NoMetrics implements LogValidator.MetricsRecorder {
        @Override
        public void recordInvalidMagic() {}

        @Override
        public void recordInvalidOffset() {}

        @Override
        public void recordInvalidSequence() {}

        @Override
        public void recordInvalidChecksums() {}

        @Override
        public void recordNoKeyCompactedTopic() {}
    }
}
