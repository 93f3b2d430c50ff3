// SPDX-License-Identifier: Apache-2.0
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.state.Stores;

/**
 * Kafka Streams: joins orders and payments of one key that are at most ten seconds apart by their timestamps. Arguments:
 * bootstrap, application id, topic of orders, topic of payments, topic of pairs, state directory.
 */
public final class WindowedJoin {
    public static void main(String[] arguments) {
        Properties config = new Properties();
        config.put("bootstrap.servers", arguments[0]);
        config.put("application.id", arguments[1]);
        config.put("state.dir", arguments[5]);
        config.put("commit.interval.ms", "100");
        config.put("auto.offset.reset", "earliest");
        StreamsBuilder builder = new StreamsBuilder();
        var consumed = Consumed.with(Serdes.String(), Serdes.String());
        Duration window = Duration.ofSeconds(10);
        Duration retention = Duration.ofDays(1);
        builder.stream(arguments[2], consumed)
                .join(
                        builder.stream(arguments[3], consumed),
                        (order, payment) -> order + "/" + payment,
                        JoinWindows.ofTimeDifferenceAndGrace(window, retention.minus(window.multipliedBy(2))),
                        StreamJoined.<String, String, String>with(
                                        Stores.inMemoryWindowStore("orders", retention, window.multipliedBy(2), true),
                                        Stores.inMemoryWindowStore("payments", retention, window.multipliedBy(2), true))
                                .withKeySerde(Serdes.String())
                                .withValueSerde(Serdes.String())
                                .withOtherValueSerde(Serdes.String()))
                .to(arguments[4], Produced.with(Serdes.String(), Serdes.String()));
        KafkaStreams streams = new KafkaStreams(builder.build(), config);
        streams.setStateListener((now, before) -> System.out.println("STATE " + now));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(10))));
        streams.start();
    }
}
