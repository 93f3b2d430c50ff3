// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

/** Writes the records of a checked batch anew in another codec. Producer fields and the transactional bit stay, so it is the same to its producer. */
final class BatchRebuild {
    private final ValidationRules rules;
    private final RecordBatch source;
    private final Compression target;
    private final long nowMs;

    BatchRebuild(ValidationRules rules, RecordBatch source, Compression target, long nowMs) {
        this.rules = rules;
        this.source = source;
        this.target = target;
        this.nowMs = nowMs;
    }

    RecordBatch run() {
        int level = target == rules.compression() ? rules.compressionLevel() : target.defaultLevel();
        RecordBatchBuilder builder = new RecordBatchBuilder(source.sizeInBytes())
                .compression(target, level)
                .producer(source.producerId(), source.producerEpoch(), source.baseSequence());
        if (source.isTransactional()) {
            builder.transactional();
        }
        if (rules.timestampType() == TimestampType.LOG_APPEND_TIME) {
            builder.logAppendTime(nowMs);
        }
        try (RecordIterator records = source.records(rules.maxDecompressedBytes())) {
            while (records.hasNext()) {
                builder.append(records.next());
                if (builder.writtenSizeInBytes() > rules.maxMessageBytes()) {
                    throw new InvalidBatchException(
                            AppendError.MESSAGE_TOO_LARGE,
                            "Batch of " + source.sizeInBytes() + " bytes exceeds the maximum of "
                                    + rules.maxMessageBytes() + " (max.message.bytes) when written as "
                                    + target.codecName());
                }
            }
        }
        return RecordBatch.at(builder.build(), 0);
    }
}
