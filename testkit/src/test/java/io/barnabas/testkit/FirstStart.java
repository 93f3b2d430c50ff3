// SPDX-License-Identifier: Apache-2.0
package io.barnabas.testkit;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What a user's test with another Netty does first; started in a JVM of its own by {@link ShadedJarIT}. */
final class FirstStart {
    private FirstStart() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        long beginning = System.nanoTime();
        TestBroker broker = TestBroker.builder().topic("orders", 3).start();
        long started = System.nanoTime();
        System.out.println("first start " + (started - beginning) / 1_000_000 + " ms");
        for (String codec : new String[] {"none", "gzip", "snappy", "lz4", "zstd"}) {
            broker.reset();
            try (var producer = Clients.producer(broker, Map.of(ProducerConfig.COMPRESSION_TYPE_CONFIG, codec))) {
                Clients.send(producer, "orders", codec);
            }
            System.out.println("read " + Clients.consume(broker, "readers", "orders", 1));
        }
        broker.close();
        System.out.println("netty "
                + Class.forName("io.netty.util.Version").getMethod("identify").invoke(null));
    }
}
