// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.metrics.TotalTraffic;
import io.barnabas.log.LogConfig;
import io.barnabas.log.LogManager;
import io.barnabas.log.LogManagerConfig;
import io.barnabas.log.LogName;
import io.barnabas.log.record.AppendOrigin;
import io.barnabas.log.record.RecordBatchBuilder;
import io.netty.channel.DefaultEventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appends that come in one turn of the loop are written, seen and answered for together. */
class GatheredAppendsTest {
    private static final UUID TOPIC = new UUID(3, 4);

    @TempDir
    private Path directory;

    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final List<String> told = new ArrayList<>();
    private LogManager logs;
    private Partition partition;

    @BeforeEach
    void open() throws Exception {
        logs = LogManager.open(new LogManagerConfig(List.of(directory), 1), Runnable::run, (path, cause) -> {});
        partition = new Partition(
                TOPIC,
                "orders",
                0,
                0,
                loop,
                logs.log(TOPIC, new LogName("orders", 0), LogConfig.DEFAULTS),
                new TotalTraffic().ofPartition());
        onLoop(() -> partition.append(batch(), AppendOrigin.CLIENT, 0));
    }

    @AfterEach
    void close() throws InterruptedException {
        loop.shutdownGracefully(0, 10, TimeUnit.SECONDS).await();
        logs.close();
    }

    private static ByteBuffer batch() {
        return new RecordBatchBuilder().append(0, null, new byte[] {1}).build();
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        return loop.submit(task).get(10, TimeUnit.SECONDS);
    }

    private long gather(String name) throws IOException {
        return partition
                .gather(batch(), AppendOrigin.CLIENT, 0, failure -> told.add(name + (failure == null ? "" : " failed")))
                .firstOffset();
    }

    @Test
    void shouldWriteAtTheEndOfTheTurnAndWakeReadersOnce() throws Exception {
        onLoop(() -> {
            partition.addWaiter(() -> told.add("wake"));
            assertThat(gather("a")).isEqualTo(1);
            assertThat(gather("b")).isEqualTo(2);
            assertThat(told).isEmpty();
            assertThat(partition.log().highWatermark()).isEqualTo(1);
            return null;
        });
        onLoop(() -> {
            assertThat(told).containsExactly("wake", "a", "b");
            assertThat(partition.log().highWatermark()).isEqualTo(3);
            return null;
        });
    }

    @Test
    void shouldWriteEarlierOnesWithAnAppendThatCannotWait() throws Exception {
        onLoop(() -> {
            gather("a");
            assertThat(partition.append(batch(), AppendOrigin.CLIENT, 0).firstOffset())
                    .isEqualTo(2);
            assertThat(partition.log().highWatermark()).isEqualTo(3);
            return null;
        });
        onLoop(() -> assertThat(told).containsExactly("a"));
    }

    @Test
    void shouldWriteBeforeTheTopicIsDeleted() throws Exception {
        onLoop(() -> {
            gather("a");
            partition.markDeleted();
            assertThat(told).containsExactly("a");
            return null;
        });
    }

    @Test
    void shouldTellEveryoneWhenTheDiskFails() throws Exception {
        onLoop(() -> {
            gather("a");
            gather("b");
            logs.close();
            return null;
        });
        onLoop(() -> assertThat(told).containsExactly("a failed", "b failed"));
    }
}
