// SPDX-License-Identifier: Apache-2.0

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** A test of an application that has its broker from Testcontainers: IMAGE stands in for apache/kafka. Prints what it reads. */
public final class ContainerShop {
    private ContainerShop() {}

    public static void main(String[] arguments) throws Exception {
        DockerImageName image = DockerImageName.parse(arguments[0]).asCompatibleSubstituteFor("apache/kafka");
        long started = System.nanoTime();
        try (KafkaContainer kafka = new KafkaContainer(image).withEnv("KAFKA_NUM_PARTITIONS", "3")) {
            kafka.start();
            System.out.println(
                    "STARTED " + Duration.ofNanos(System.nanoTime() - started).toMillis() + " ms");
            send(kafka.getBootstrapServers());
            read(kafka.getBootstrapServers());
        }
    }

    private static void send(String bootstrap) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("orders", "alice", "coffee")).get();
            System.out.println("PARTITIONS " + producer.partitionsFor("orders").size());
        }
    }

    private static void read(String bootstrap) {
        Map<String, Object> config =
                Map.of("bootstrap.servers", bootstrap, "group.id", "shop", "auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("orders"));
            for (int i = 0; i < 100; i++) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    System.out.println("READ " + record.key() + " " + record.value());
                    return;
                }
            }
        }
    }
}
