// SPDX-License-Identifier: Apache-2.0
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A worker of a queue: a share consumer that acknowledges record by record. What a value begins with decides what it says: "good" is
 * accepted, "flaky" released the first time, "poison" rejected. Prints what it has seen, and what it has done once that counts.
 * Arguments: bootstrap, group, topic, how many records to see until it crashes with them in its hands (0: it never does).
 */
public final class Worker {
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", arguments[0]);
        config.put("group.id", arguments[1]);
        config.put("share.acknowledgement.mode", "explicit");
        config.put("max.poll.records", "10");
        config.put("reconnect.backoff.max.ms", "200");
        config.put("retry.backoff.max.ms", "200");
        int crashAfter = Integer.parseInt(arguments[3]);
        var consumer = new KafkaShareConsumer<>(config, new StringDeserializer(), new StringDeserializer());
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            consumer.wakeup();
            try {
                main.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try (consumer) {
            consumer.subscribe(Set.of(arguments[2]));
            System.out.println("STARTED");
            int seen = 0;
            while (true) {
                List<String> accepted = new ArrayList<>();
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    System.out.println("SEEN " + record.value() + " " + record.deliveryCount().orElse((short) 0));
                    seen++;
                    consumer.acknowledge(record, verdict(record, accepted));
                }
                if (crashAfter > 0 && seen >= crashAfter) {
                    Runtime.getRuntime().halt(1);
                }
                boolean counts = consumer.commitSync().values().stream().allMatch(failure -> failure.isEmpty());
                accepted.forEach(value -> System.out.println((counts ? "DONE " : "UNSURE ") + value));
            }
        } catch (WakeupException e) {
            System.out.println("STOPPED");
        }
    }

    private static AcknowledgeType verdict(ConsumerRecord<String, String> record, List<String> accepted) {
        if (record.value().startsWith("poison")) {
            return AcknowledgeType.REJECT;
        }
        if (record.value().startsWith("flaky") && record.deliveryCount().orElse((short) 0) == 1) {
            return AcknowledgeType.RELEASE;
        }
        accepted.add(record.value());
        return AcknowledgeType.ACCEPT;
    }
}
