// SPDX-License-Identifier: Apache-2.0

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Any release of kafka-clients as a client of the broker: {@code java -cp JARS ClientStory.java PHASE BOOTSTRAP TOPIC
 * [GROUP [COUNT]]}; the phases are in ../README.md. Compiled against the very release that it runs with.
 */
public final class ClientStory {
    private static final List<String> COMPRESSIONS = Arrays.asList("none", "gzip", "snappy", "lz4", "zstd");
    private static final String LARGE = String.join("", Collections.nCopies(2_000_000, "x"));

    private final String bootstrap;
    private final String topic;
    private final String group;

    private ClientStory(String bootstrap, String topic, String group) {
        this.bootstrap = bootstrap;
        this.topic = topic;
        this.group = group;
    }

    public static void main(String[] args) throws Exception {
        ClientStory story = new ClientStory(args[1], args[2], args.length > 3 ? args[3] : "");
        switch (args[0]) {
            case "produce":
                story.produce();
                break;
            case "consume":
                story.consume();
                break;
            case "replay":
                story.replay();
                break;
            case "resume":
                story.resume(Integer.parseInt(args[4]));
                break;
            case "share":
                story.share();
                break;
            default:
                throw new IllegalArgumentException(args[0]);
        }
        System.out.println("ok");
    }

    private void produce() throws Exception {
        for (String compression : COMPRESSIONS) {
            Properties settings = new Properties();
            settings.put("bootstrap.servers", bootstrap);
            settings.put("compression.type", compression);
            settings.put("linger.ms", "20");
            settings.put("acks", "all");
            settings.put("enable.idempotence", "true");
            settings.put("max.request.size", "4000000");
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                List<Future<RecordMetadata>> answers = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    ProducerRecord<String, String> record =
                            new ProducerRecord<>(topic, compression + "-" + i, "value " + compression + " " + i);
                    record.headers().add("client", "java".getBytes(StandardCharsets.UTF_8));
                    record.headers().add("number", Integer.toString(i).getBytes(StandardCharsets.UTF_8));
                    answers.add(producer.send(record));
                }
                if (compression.equals("none")) {
                    answers.add(producer.send(new ProducerRecord<>(topic, "no key")));
                    answers.add(producer.send(new ProducerRecord<>(topic, "tombstone", null)));
                    answers.add(producer.send(new ProducerRecord<>(topic, "large", LARGE)));
                }
                for (Future<RecordMetadata> answer : answers) {
                    check(answer.get().offset() >= 0, "an offset");
                }
            }
        }
    }

    private void consume() throws Exception {
        Map<String, ConsumerRecord<String, String>> byKey = new HashMap<>();
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.subscribe(Collections.singletonList(topic));
            for (ConsumerRecord<String, String> record : take(consumer, 103)) {
                byKey.put(record.key(), record);
            }
            consumer.commitSync();
        }
        for (String compression : COMPRESSIONS) {
            for (int i = 0; i < 20; i++) {
                ConsumerRecord<String, String> record = byKey.get(compression + "-" + i);
                check(record.value().equals("value " + compression + " " + i), record);
                String number = new String(record.headers().lastHeader("number").value(), StandardCharsets.UTF_8);
                check(number.equals(Integer.toString(i)), record);
            }
        }
        check(byKey.get(null).value().equals("no key"), "the record without a key");
        check(byKey.get("tombstone").value() == null, "the tombstone");
        check(byKey.get("large").value().equals(LARGE), "the large record");
        try (AdminClient admin = AdminClient.create(Collections.<String, Object>singletonMap("bootstrap.servers", bootstrap))) {
            check(admin.describeConsumerGroups(Collections.singletonList(group)).all().get().containsKey(group), "the group");
            check(admin.listTopics().names().get().contains(topic), "the topic");
            check(admin.describeCluster().nodes().get().size() == 1, "one node");
        }
    }

    private void replay() {
        TopicPartition first = new TopicPartition(topic, 0);
        TopicPartition second = new TopicPartition(topic, 1);
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.assign(Arrays.asList(first, second));
            check(consumer.endOffsets(Arrays.asList(first, second)).get(first) == 100, "the end");
            check(consumer.beginningOffsets(Arrays.asList(first, second)).get(first) == 0, "the beginning");
            check(take(consumer, 110).size() == 110, "everything");

            consumer.seek(first, 50);
            check(take(consumer, 50).get(0).value().equals("v50"), "offset 50");

            OffsetAndTimestamp found =
                    consumer.offsetsForTimes(Collections.singletonMap(first, 1_600_000_070_500L)).get(first);
            check(found.offset() == 71 && found.timestamp() == 1_600_000_071_000L, found);
            consumer.seek(first, found.offset());
            check(take(consumer, 29).get(0).value().equals("v71"), "offset 71");

            consumer.seekToBeginning(Arrays.asList(first, second));
            consumer.pause(Collections.singletonList(first));
            check(partitions(take(consumer, 10)).equals(Collections.singleton(1)), "only the other partition");
            consumer.resume(Collections.singletonList(first));
            check(partitions(take(consumer, 100)).equals(Collections.singleton(0)), "the paused partition");
        }
    }

    private void resume(int count) {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.subscribe(Collections.singletonList(topic));
            for (ConsumerRecord<String, String> record : take(consumer, count)) {
                System.out.println("value=" + record.value());
            }
            consumer.commitSync();
        }
    }

    private void share() {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            consumer.subscribe(Collections.singletonList(topic));
            while (true) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(500))) {
                    System.out.println("partition=" + record.partition() + " value=" + record.value());
                    consumer.commitSync(Collections.singletonMap(
                            new TopicPartition(topic, record.partition()), new OffsetAndMetadata(record.offset() + 1)));
                }
            }
        }
    }

    private KafkaConsumer<String, String> consumer() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", "false");
        settings.put("session.timeout.ms", "6000");
        settings.put("heartbeat.interval.ms", "500");
        if (!group.isEmpty()) {
            settings.put("group.id", group);
        }
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private static List<ConsumerRecord<String, String>> take(KafkaConsumer<String, String> consumer, int count) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        long deadline = System.nanoTime() + 40_000_000_000L;
        while (records.size() < count) {
            check(System.nanoTime() < deadline, count + " records in time, got " + records.size());
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
                records.add(record);
            }
        }
        return records;
    }

    private static Set<Integer> partitions(List<ConsumerRecord<String, String>> records) {
        Set<Integer> partitions = new HashSet<>();
        for (ConsumerRecord<String, String> record : records) {
            partitions.add(record.partition());
        }
        return partitions;
    }

    private static void check(boolean condition, Object what) {
        if (!condition) {
            throw new AssertionError("not as expected: " + what);
        }
    }
}
