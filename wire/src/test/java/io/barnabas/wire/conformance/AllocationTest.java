// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.barnabas.wire.message.FetchResponse;
import io.barnabas.wire.message.ProduceRequest;
import io.barnabas.wire.protocol.ByteBufferReadable;
import io.barnabas.wire.protocol.ByteBufferRecords;
import io.barnabas.wire.protocol.ByteBufferWritable;
import io.barnabas.wire.protocol.Message;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** What the two busiest APIs cost in memory: records are copied aside neither reading nor writing. */
class AllocationTest {

    private static final short NEWEST_PRODUCE = ProduceRequest.HIGHEST_SUPPORTED_VERSION;
    private static final short NEWEST_FETCH = FetchResponse.HIGHEST_SUPPORTED_VERSION;
    private static final int RECORDS_SIZE = 1 << 20;
    private static final int ROUNDS = 200;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void shouldReadRecordsWithoutCopyingThem() {
        var partition = new ProduceRequest.PartitionProduceData()
                .setRecords(new ByteBufferRecords(ByteBuffer.allocate(RECORDS_SIZE)));
        var topic =
                new ProduceRequest.TopicProduceData().setTopicId(new UUID(1, 2)).setPartitionData(List.of(partition));
        ByteBuffer bytes =
                ByteBufferWritable.toBuffer(new ProduceRequest().setTopicData(List.of(topic)), NEWEST_PRODUCE);

        long allocated = allocatedEach(() -> {
            Message request = new ProduceRequest();
            request.read(new ByteBufferReadable(bytes.duplicate()), NEWEST_PRODUCE);
            return 1;
        });

        assertThat(allocated).as("bytes for a request of " + bytes.remaining()).isLessThan(1000);
    }

    @Test
    void shouldWriteWithoutCopyingRecordsAside() {
        FetchResponse response = new FetchResponse();
        for (int i = 0; i < 20; i++) {
            var topic = new FetchResponse.FetchableTopicResponse().setTopicId(new UUID(1, i));
            for (int partition = 0; partition < 20; partition++) {
                topic.partitions()
                        .add(new FetchResponse.PartitionData()
                                .setPartitionIndex(partition)
                                .setRecords(new ByteBufferRecords(ByteBuffer.allocate(10_000))));
            }
            response.responses().add(topic);
        }
        ByteBuffer buffer = ByteBuffer.allocate(response.size(NEWEST_FETCH));

        long allocated = allocatedEach(() -> {
            buffer.clear();
            response.write(new ByteBufferWritable(buffer), NEWEST_FETCH);
            return response.size(NEWEST_FETCH);
        });

        // The view of each partition's records and, until they are compiled away, the iterators.
        assertThat(allocated).as("bytes for 400 partitions of 10,000 each").isLessThan(400 * 250);
    }

    private static long allocatedEach(LongSupplier work) {
        long sum = 0;
        for (int i = 0; i < ROUNDS; i++) {
            sum += work.getAsLong();
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
            sum += work.getAsLong();
        }
        assertThat(sum).isPositive();
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
    }
}
