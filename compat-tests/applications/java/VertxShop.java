// SPDX-License-Identifier: Apache-2.0
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.common.TopicPartition;
import io.vertx.kafka.client.consumer.KafkaConsumer;
import io.vertx.kafka.client.consumer.KafkaConsumerRecord;
import io.vertx.kafka.client.consumer.OffsetAndMetadata;
import io.vertx.kafka.client.producer.KafkaProducer;
import io.vertx.kafka.client.producer.KafkaProducerRecord;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The Vert.x Kafka client: copies records one by one, each in a transaction, asks for the next when one is copied and committed, and
 * leaves after so many. Arguments: bootstrap, group, from, to, count.
 */
public final class VertxShop {
    private final CountDownLatch left = new CountDownLatch(1);
    private final String to;
    private final KafkaConsumer<String, String> consumer;
    private final KafkaProducer<String, String> producer;
    private int remaining;

    public static void main(String[] arguments) throws InterruptedException {
        var vertx = Vertx.vertx();
        var shop = new VertxShop(vertx, arguments[0], arguments[1], arguments[3], Integer.parseInt(arguments[4]));
        shop.copy(arguments[2]);
        shop.left.await();
        vertx.close().await();
    }

    private VertxShop(Vertx vertx, String bootstrap, String group, String to, int count) {
        this.to = to;
        remaining = count;
        consumer = KafkaConsumer.create(
                vertx,
                Map.of("bootstrap.servers", bootstrap, "group.id", group, "auto.offset.reset", "earliest", "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer());
        producer = KafkaProducer.create(
                vertx,
                Map.of("bootstrap.servers", bootstrap, "transactional.id", group),
                new StringSerializer(),
                new StringSerializer());
    }

    private void copy(String from) {
        consumer.handler(record -> copy(record).onComplete(copied -> {
            if (copied.failed()) {
                copied.cause().printStackTrace();
                System.exit(1);
            }
            System.out.println("COPIED " + record.value());
            if (--remaining > 0) {
                consumer.fetch(1);
            } else {
                consumer.close().eventually(producer::close).onComplete(closed -> left.countDown());
            }
        }));
        consumer.pause();
        consumer.fetch(1);
        producer.initTransactions().compose(ready -> consumer.subscribe(from)).onFailure(Throwable::printStackTrace);
    }

    private Future<?> copy(KafkaConsumerRecord<String, String> record) {
        return producer.beginTransaction()
                .compose(begun -> producer.send(KafkaProducerRecord.create(to, record.key(), record.value())))
                .compose(sent -> producer.commitTransaction())
                .compose(committed -> consumer.commit(Map.of(
                        new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1, ""))));
    }
}
