// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.log.record.CorruptRecordException;
import io.barnabas.log.record.Record;
import io.barnabas.log.record.RecordBatch;
import io.barnabas.log.record.RecordBatches;
import io.barnabas.log.record.RecordIterator;
import io.barnabas.wire.protocol.InvalidMessageException;
import io.barnabas.wire.protocol.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code bootstrap.checkpoint} of {@code kafka-storage format}: the first records of a cluster that never ran. */
final class BootstrapFile {
    private BootstrapFile() {}

    static List<Message> read(Path file) throws IOException {
        List<Message> records = new ArrayList<>();
        try {
            for (RecordBatch batch : RecordBatches.of(ByteBuffer.wrap(Files.readAllBytes(file)))) {
                if (!batch.isValid()) {
                    throw new CorruptRecordException("wrong checksum");
                }
                if (!batch.isControl()) {
                    addRecords(batch, records);
                }
            }
        } catch (CorruptRecordException | InvalidMessageException e) {
            throw new MetadataException(file + " is damaged: " + e.getMessage(), e);
        }
        return records;
    }

    private static void addRecords(RecordBatch batch, List<Message> records) {
        try (RecordIterator iterator = batch.records()) {
            while (iterator.hasNext()) {
                Record record = iterator.next();
                ByteBuffer value = record.value();
                Message message = value == null ? null : RecordFrame.decode(value);
                if (message == null) {
                    throw new CorruptRecordException("record " + record.offset() + " is newer than this broker");
                }
                records.add(message);
            }
        }
    }
}
