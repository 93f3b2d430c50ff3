// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process and its virtual machine. The JDK's management classes are loaded when this is first asked for. */
final class ProcessMetrics {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;
    private static final int KIB = 1024;
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMetrics() {}

    static void addTo(Exposition exposition) {
        var memory = ManagementFactory.getMemoryMXBean();
        add(exposition, memory.getHeapMemoryUsage(), "heap");
        add(exposition, memory.getNonHeapMemoryUsage(), "nonheap");
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            exposition.add(Metric.JVM_BUFFERS, pool.getMemoryUsed(), pool.getName());
        }
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            exposition
                    .add(Metric.JVM_GC, "_sum", collector.getCollectionTime() / MILLIS, collector.getName())
                    .add(Metric.JVM_GC, "_count", collector.getCollectionCount(), collector.getName());
        }
        exposition
                .add(Metric.JVM_THREADS, ManagementFactory.getThreadMXBean().getThreadCount())
                .add(
                        Metric.JVM_CLASSES,
                        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount())
                .add(Metric.START_TIME, ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            exposition
                    .add(Metric.CPU, system.getProcessCpuTime() / NANOS)
                    .add(Metric.OPEN_FDS, system.getOpenFileDescriptorCount())
                    .add(Metric.MAX_FDS, system.getMaxFileDescriptorCount());
        }
        long resident = residentBytes();
        if (resident > 0) {
            exposition.add(Metric.RESIDENT_MEMORY, resident);
        }
    }

    private static void add(Exposition exposition, MemoryUsage usage, String area) {
        exposition
                .add(Metric.JVM_MEMORY_USED, usage.getUsed(), area)
                .add(Metric.JVM_MEMORY_COMMITTED, usage.getCommitted(), area)
                .add(Metric.JVM_MEMORY_MAX, usage.getMax(), area);
    }

    /** On Linux; 0 elsewhere. */
    private static long residentBytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * KIB;
                }
            }
        } catch (IOException e) {
            // Not Linux.
        }
        return 0;
    }
}
