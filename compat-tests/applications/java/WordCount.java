// SPDX-License-Identifier: Apache-2.0
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;

/**
 * Kafka Streams: counts the words of the lines of one topic into another, exactly once, with a store that is rebuilt from its
 * changelog after a crash. Arguments: bootstrap, application id, topic of lines, topic of counts, state directory, and perhaps
 * the group protocol, and where to be found for queries; then it tells who has how many partitions whenever it learns of it.
 */
public final class WordCount {
    public static void main(String[] arguments) {
        Properties config = new Properties();
        config.put("bootstrap.servers", arguments[0]);
        config.put("application.id", arguments[1]);
        config.put("state.dir", arguments[4]);
        config.put("processing.guarantee", "exactly_once_v2");
        config.put("commit.interval.ms", "100");
        config.put("num.stream.threads", "2");
        if (arguments.length > 5 && arguments[5].equals("streams")) {
            config.put("group.protocol", "streams");
        } else {
            config.put("session.timeout.ms", "6000");
            config.put("heartbeat.interval.ms", "500");
        }
        config.put("auto.offset.reset", "earliest");
        if (arguments.length > 6) {
            config.put("application.server", arguments[6]);
        }
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(arguments[2], Consumed.with(Serdes.String(), Serdes.String()))
                .flatMapValues(line -> Arrays.asList(line.split(" ")))
                .groupBy((key, word) -> word, Grouped.with(Serdes.String(), Serdes.String()))
                .count(Materialized.<String, Long>as(Stores.inMemoryKeyValueStore("counts"))
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.Long()))
                .toStream()
                .mapValues(count -> Long.toString(count))
                .to(arguments[3], Produced.with(Serdes.String(), Serdes.String()));
        KafkaStreams streams = new KafkaStreams(builder.build(), config);
        streams.setStateListener((now, before) -> System.out.println("STATE " + now));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(10))));
        streams.start();
        if (arguments.length > 6) {
            tellPartitions(streams);
        }
    }

    private static void tellPartitions(KafkaStreams streams) {
        String last = "";
        while (streams.state() != KafkaStreams.State.NOT_RUNNING) {
            String now = streams.metadataForAllStreamsClients().stream()
                    .map(each -> each.host() + "=" + each.topicPartitions().size())
                    .sorted()
                    .collect(Collectors.joining(" "));
            if (!now.equals(last)) {
                System.out.println("PARTITIONS " + now);
                last = now;
            }
            LockSupport.parkNanos(50_000_000);
        }
    }
}
