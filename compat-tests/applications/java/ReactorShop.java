// SPDX-License-Identifier: Apache-2.0
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;

/**
 * Reactor Kafka. Arguments: bootstrap, and then "send", topic, count; or "pay", group, topic, count: slowly reads so many, each committed
 * before the next, while the receiver pauses its partitions; or "bill", group, from, to: copies exactly once, the first batch only
 * at the second attempt.
 */
public final class ReactorShop {
    private static String bootstrap;

    public static void main(String[] arguments) throws InterruptedException {
        bootstrap = arguments[0];
        switch (arguments[1]) {
            case "send" -> send(arguments[2], Integer.parseInt(arguments[3]));
            case "pay" -> pay(arguments[2], arguments[3], Integer.parseInt(arguments[4]));
            case "bill" -> bill(arguments[2], arguments[3], arguments[4]);
            default -> throw new IllegalArgumentException(arguments[1]);
        }
    }

    private static void send(String topic, int count) {
        var sender = KafkaSender.create(sending());
        sender.send(Flux.range(0, count).map(i -> SenderRecord.create(new ProducerRecord<>(topic, "k" + i, "v" + i), i)))
                .doOnNext(result -> System.out.println("SENT " + result.correlationMetadata()))
                .blockLast();
        sender.close();
    }

    private static void pay(String group, String topic, int count) throws InterruptedException {
        var left = new CountDownLatch(1);
        KafkaReceiver.create(receiving(group, topic).commitInterval(Duration.ZERO).commitBatchSize(0)
                        .pollTimeout(Duration.ofMillis(10))
                        .consumerListener(listener(left)))
                .receive()
                .concatMap(
                        record -> Mono.delay(Duration.ofMillis(10))
                                .then(record.receiverOffset().commit())
                                .thenReturn(record.value()),
                        1)
                .doOnNext(value -> System.out.println("PAID " + value))
                .take(count)
                .blockLast();
        left.await();
    }

    private static ReceiverOptions.ConsumerListener listener(CountDownLatch left) {
        return new ReceiverOptions.ConsumerListener() {
            @Override
            public void consumerAdded(String id, Consumer<?, ?> consumer) {}

            @Override
            public void consumerRemoved(String id, Consumer<?, ?> consumer) {
                left.countDown();
            }
        };
    }

    private static void bill(String group, String from, String to) {
        var failed = new AtomicBoolean();
        var sender = KafkaSender.create(sending().producerProperty("transactional.id", group));
        var transactions = sender.transactionManager();
        Flux.defer(() -> KafkaReceiver.create(receiving(group, from)).receiveExactlyOnce(transactions))
                .concatMap(batch -> sender.send(batch.map(
                                record -> SenderRecord.create(new ProducerRecord<>(to, record.key(), record.value()), record.value())))
                        .collectList()
                        .flatMap(results -> {
                            if (failed.compareAndSet(false, true)) {
                                System.out.println("ABORTED");
                                return transactions.abort().then(Mono.error(new IllegalStateException("the first batch fails")));
                            }
                            return transactions.commit().thenReturn(results);
                        }))
                .retry(1)
                .doOnNext(results -> results.forEach(result -> System.out.println("BILLED " + result.correlationMetadata())))
                .blockLast();
    }

    private static SenderOptions<String, String> sending() {
        return SenderOptions.<String, String>create(Map.of("bootstrap.servers", bootstrap))
                .withKeySerializer(new StringSerializer())
                .withValueSerializer(new StringSerializer());
    }

    private static ReceiverOptions<String, String> receiving(String group, String topic) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrap, "group.id", group, "auto.offset.reset", "earliest", "max.poll.records", "20");
        return ReceiverOptions.<String, String>create(config)
                .withKeyDeserializer(new StringDeserializer())
                .withValueDeserializer(new StringDeserializer())
                .subscription(Set.of(topic));
    }
}
