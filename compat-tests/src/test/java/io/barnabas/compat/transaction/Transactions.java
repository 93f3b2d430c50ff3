// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.transaction;

import io.barnabas.compat.harness.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The few steps that every story of transactions takes. */
final class Transactions {
    private Transactions() {}

    /** A stock producer that is ready to begin a transaction. */
    static Producer<String, String> producer(String bootstrap, String transactionalId, String... properties) {
        var all = new ArrayList<>(List.of(properties));
        all.add("transactional.id=" + transactionalId);
        var producer = Clients.producer(bootstrap, all.toArray(String[]::new));
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
        return producer;
    }

    /** Sends values to partition 0 and waits until they are there. */
    static void send(Producer<String, String> producer, String topic, String... values) {
        for (var value : values) {
            Clients.get(producer.send(new ProducerRecord<>(topic, 0, null, value)));
        }
    }

    /** What comes of it is told by the end of the transaction. */
    static void sendWithoutWaiting(Producer<String, String> producer, String topic, int partition, String value) {
        Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, partition, null, value));
    }

    static List<String> committed(String bootstrap, String topic) {
        return Clients.values(Clients.readAll(bootstrap, topic, "isolation.level=read_committed"));
    }

    static List<String> all(String bootstrap, String topic) {
        return Clients.values(Clients.readAll(bootstrap, topic));
    }
}
