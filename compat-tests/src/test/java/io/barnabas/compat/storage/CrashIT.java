// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.storage;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.BrokerKind;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.harness.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * kill -9 in the middle of a produce load, again and again ({@code -Dcrash.rounds}): no acknowledged record is lost,
 * none is out of order, and none is there twice for an idempotent producer, which retries what was under way.
 */
final class CrashIT {
    private static final int PARTITIONS = 4;
    private static final int ROUNDS =
            Integer.getInteger("crash.rounds", BrokerKind.chosen() == BrokerKind.BARNABAS ? 20 : 4);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());

    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own();

    private final String bootstrap = BROKER.bootstrap();

    /** One producer that lives through all the crashes, numbering its records per partition. */
    private static final class Load implements AutoCloseable {
        private final Producer<String, String> producer;
        private final String topic;
        private final List<AtomicLong> acknowledged = new ArrayList<>();
        private final ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
        private final Thread thread;
        private volatile boolean running = true;
        private long sent;

        Load(String bootstrap, String topic, String... properties) {
            this.producer = Clients.producer(bootstrap, properties);
            this.topic = topic;
            for (var partition = 0; partition < PARTITIONS; partition++) {
                acknowledged.add(new AtomicLong());
            }
            this.thread = new Thread(this::run, "load");
            thread.start();
        }

        private void run() {
            var padding = "x".repeat(200);
            for (var number = 1L; running; number++) {
                for (var partition = 0; partition < PARTITIONS; partition++) {
                    send(partition, number, padding);
                }
                if (number % 50 == 0) {
                    // Keeps what is under way to a bound while the broker is down.
                    producer.flush();
                }
                sent = number;
            }
        }

        private void send(int partition, long number, String padding) {
            var answer = producer.send(
                    new ProducerRecord<>(topic, partition, Long.toString(number), padding), (metadata, exception) -> {
                        if (exception == null) {
                            acknowledged.get(partition).accumulateAndGet(number, Math::max);
                        } else {
                            failures.add(exception);
                        }
                    });
            assertThat(answer).isNotNull();
        }

        long acknowledged() {
            return acknowledged.stream().mapToLong(AtomicLong::get).sum();
        }

        void awaitProgress(long records) {
            var goal = acknowledged() + records;
            await().atMost(Clients.TIMEOUT)
                    .pollInterval(Duration.ofMillis(5))
                    .untilAsserted(() -> assertThat(acknowledged()).isGreaterThanOrEqualTo(goal));
        }

        @Override
        public void close() {
            running = false;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            producer.close();
        }
    }

    @Test
    void shouldLoseRepeatAndReorderNothing() {
        var random = new Random(SEED);
        System.out.println("crash.seed=" + SEED + " crash.rounds=" + ROUNDS);
        var idempotent = createTopic(bootstrap, "crash-idempotent", PARTITIONS);
        var plain = createTopic(bootstrap, "crash-plain", PARTITIONS);
        var endless = new String[] {"delivery.timeout.ms=120000", "request.timeout.ms=5000", "acks=all"};

        Load first;
        Load second;
        try (var load = new Load(bootstrap, idempotent, with(endless, "compression.type=lz4"));
                var other = new Load(
                        bootstrap,
                        plain,
                        with(endless, "enable.idempotence=false", "max.in.flight.requests.per.connection=1"))) {
            first = load;
            second = other;
            for (var round = 0; round < ROUNDS; round++) {
                load.awaitProgress(200 + random.nextInt(3000));
                BROKER.broker().kill();
                BROKER.broker().restart();
            }
            load.awaitProgress(100);
            other.awaitProgress(100);
        }

        assertThat(first.failures).isEmpty();
        assertThat(second.failures).isEmpty();
        var idempotently = readAll(bootstrap, idempotent);
        var plainly = readAll(bootstrap, plain);
        for (var partition = 0; partition < PARTITIONS; partition++) {
            assertUnbroken(idempotent, partition, first.sent, of(idempotently, partition));
            assertUnbroken(plain, partition, second.sent, withoutRepetitions(of(plainly, partition)));
        }
    }

    private static List<ConsumerRecord<String, String>> of(
            List<ConsumerRecord<String, String>> records, int partition) {
        return records.stream()
                .filter(record -> record.partition() == partition)
                .toList();
    }

    private static long number(ConsumerRecord<String, String> record) {
        return Long.parseLong(record.key());
    }

    /** A plain producer sends again what it got no answer for: the same records once more, in the same order. */
    private static List<ConsumerRecord<String, String>> withoutRepetitions(
            List<ConsumerRecord<String, String>> records) {
        var kept = new ArrayList<ConsumerRecord<String, String>>();
        var highest = 0L;
        for (var record : records) {
            if (number(record) > highest) {
                kept.add(record);
                highest = number(record);
            }
        }
        return kept;
    }

    /** 1, 2, 3, ... up to the last one; else says where it breaks, with the batches around it. */
    private static void assertUnbroken(
            String topic, int partition, long last, List<ConsumerRecord<String, String>> records) {
        var expected = 1L;
        for (var record : records) {
            if (number(record) != expected) {
                throw new AssertionError(
                        "%s-%d: at offset %d comes record %d instead of %d, of %d; the batches there:%n%s"
                                .formatted(
                                        topic,
                                        partition,
                                        record.offset(),
                                        number(record),
                                        expected,
                                        last,
                                        batchesAround(topic, partition, record.offset())));
            }
            expected++;
        }
        assertThat(expected - 1)
                .as("the last record of %s-%d", topic, partition)
                .isEqualTo(last);
    }

    private static String batchesAround(String topic, int partition, long offset) {
        var log = BROKER.broker()
                .dataDirectory()
                .resolve(topic + "-" + partition + "/00000000000000000000.log")
                .toString();
        var batches = Tool.plain("dump-log", "--files", log)
                .run()
                .all()
                .lines()
                .filter(line -> line.startsWith("baseOffset"))
                .toList();
        var at = 0;
        while (at < batches.size()
                && Long.parseLong(batches.get(at).replaceAll(".*lastOffset: ([0-9]+) .*", "$1")) < offset) {
            at++;
        }
        return String.join("\n", batches.subList(Math.max(0, at - 8), Math.min(batches.size(), at + 8)));
    }

    private static String[] with(String[] properties, String... more) {
        var all = new ArrayList<>(List.of(properties));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
