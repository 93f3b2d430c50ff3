// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nothing is left of a broker that was closed, over many of them. */
class LeakTest {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    /** Netty keeps some buffers for the next channel; they do not become more. */
    private static final long BUFFERS_KEPT_BYTES = 4L << 20;

    @Test
    void shouldLeaveNoThreadsFilesOrMemory() throws Exception {
        for (int i = 0; i < 5; i++) {
            startUseAndClose();
        }
        Set<Thread> threadsBefore = brokerThreads();
        long filesBefore = openFiles();
        long memoryBefore = directMemory();

        for (int i = 0; i < 50; i++) {
            startUseAndClose();
        }

        await().untilAsserted(() -> assertThat(brokerThreads()).isSubsetOf(threadsBefore));
        assertThat(openFiles()).isLessThanOrEqualTo(filesBefore);
        assertThat(directMemory()).isLessThanOrEqualTo(memoryBefore + BUFFERS_KEPT_BYTES);
    }

    private static void startUseAndClose() {
        try (TestBroker broker = TestBroker.builder().topic("orders", 3).start()) {
            broker.createTopic("prices", 1);
            broker.reset();
        }
    }

    /** Other test classes of this JVM may have a broker still. */
    private static Set<Thread> brokerThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(loop|disk|metadata|globalEventExecutor).*"))
                .collect(Collectors.toSet());
    }

    private static long openFiles() throws IOException {
        if (!Files.isDirectory(OPEN_FILES)) {
            return 0;
        }
        try (var files = Files.list(OPEN_FILES)) {
            return files.count();
        }
    }

    /** Netty's own count is asked by name, since the kit has no dependency on it. */
    private static long directMemory() throws ReflectiveOperationException {
        long ofTheJdk = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        Object ofNetty = Class.forName("io.netty.util.internal.PlatformDependent")
                .getMethod("usedDirectMemory")
                .invoke(null);
        return ofTheJdk + (Long) ofNetty;
    }
}
