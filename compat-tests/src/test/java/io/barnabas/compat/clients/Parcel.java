// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.Clients;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The 103 records that every client sends and reads: 20 of each compression with key and headers, one without a key,
 * one without a value, one of 2 MB. Here the side of kafka-clients, for the other client to meet.
 */
final class Parcel {
    static final int RECORDS = 103;

    private static final List<String> COMPRESSIONS = List.of("none", "gzip", "snappy", "lz4", "zstd");
    private static final String LARGE = "x".repeat(2_000_000);

    private Parcel() {}

    static void send(String bootstrap, String topic) {
        for (var compression : COMPRESSIONS) {
            try (var producer = Clients.producer(
                    bootstrap, "compression.type=" + compression, "linger.ms=20", "max.request.size=4000000")) {
                Clients.send(producer, IntStream.range(0, 20).mapToObj(i -> numbered(topic, compression, i)));
                if (compression.equals("none")) {
                    Clients.send(
                            producer,
                            new ProducerRecord<>(topic, null, "no key"),
                            new ProducerRecord<>(topic, "tombstone", null),
                            new ProducerRecord<>(topic, "large", LARGE));
                }
            }
        }
    }

    private static ProducerRecord<String, String> numbered(String topic, String compression, int i) {
        var record = new ProducerRecord<>(topic, compression + "-" + i, "value " + compression + " " + i);
        record.headers().add("client", "kafka-clients".getBytes(UTF_8));
        record.headers().add("number", Integer.toString(i).getBytes(UTF_8));
        return record;
    }

    static void assertComplete(List<ConsumerRecord<String, String>> records) {
        assertThat(records).hasSize(RECORDS);
        var byKey = new HashMap<String, ConsumerRecord<String, String>>();
        records.forEach(record -> byKey.put(record.key(), record));
        for (var compression : COMPRESSIONS) {
            for (var i = 0; i < 20; i++) {
                var record = byKey.get(compression + "-" + i);
                assertThat(record).as(compression + "-" + i).isNotNull();
                assertThat(record.value()).isEqualTo("value " + compression + " " + i);
                assertThat(record.headers().lastHeader("number").value())
                        .asString(UTF_8)
                        .isEqualTo(Integer.toString(i));
            }
        }
        assertThat(byKey.get(null).value()).isEqualTo("no key");
        assertThat(byKey.get("tombstone").value()).isNull();
        assertThat(byKey.get("large").value()).isEqualTo(LARGE);
    }
}
