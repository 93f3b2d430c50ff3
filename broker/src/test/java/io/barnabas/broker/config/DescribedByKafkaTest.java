// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.config.ConfigDescription.Source;
import io.barnabas.broker.config.ConfigDescription.Synonym;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line that Kafka answers about its configs is our answer, given the same files and the same changes. */
class DescribedByKafkaTest {
    /** Defaults that knowingly differ (docs/differences.md), and the listeners that Kafka can change while it runs. */
    private static final Set<String> DIFFERENT = Set.of(
            "listeners",
            "listener.security.protocol.map",
            "log.dir",
            "node.id",
            "process.roles",
            "controller.listener.names",
            "group.initial.rebalance.delay.ms",
            "group.streams.initial.rebalance.delay.ms",
            "streams.initial.rebalance.delay.ms");

    private static final Map<String, List<String>> ANSWERS = read();

    @ParameterizedTest
    @ValueSource(strings = {"fresh", "changed"})
    void shouldDescribeTheBrokerAsKafkaDoes(String when) {
        List<ConfigDescription> described = new ConfigDescriber(values(when)).broker();

        assertSame(answer(when, "broker"), described, when.equals("fresh"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fresh", "changed"})
    void shouldDescribeWhatIsSetForAllBrokersAsKafkaDoes(String when) {
        List<ConfigDescription> described = new ConfigDescriber(values(when)).allBrokers();

        assertSame(answer(when, "all-brokers"), described, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fresh", "changed"})
    void shouldDescribeATopicAsKafkaDoes(String when) {
        List<String> answer = answer(when, "topic");

        List<ConfigDescription> described =
                new ConfigDescriber(values(when)).topic(setIn(answer, Source.DYNAMIC_TOPIC_CONFIG));

        assertSame(answer, described, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fresh", "changed"})
    void shouldDescribeAGroupAsKafkaDoes(String when) {
        List<String> answer = answer(when, "group");

        List<ConfigDescription> described =
                new ConfigDescriber(values(when)).group(setIn(answer, Source.DYNAMIC_GROUP_CONFIG));

        assertSame(answer, described, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fresh", "changed"})
    void shouldDescribeClientMetricsAsKafkaDoes(String when) {
        List<String> answer = answer(when, "client-metrics");

        List<ConfigDescription> described =
                new ConfigDescriber(values(when)).clientMetrics(setIn(answer, Source.DYNAMIC_CLIENT_METRICS_CONFIG));

        assertSame(answer, described, true);
    }

    private static void assertSame(List<String> answer, List<ConfigDescription> described, boolean complete) {
        Map<String, String> ours = new TreeMap<>();
        described.forEach(description -> ours.put(description.name(), line(description)));
        Map<String, String> kafkas = new TreeMap<>();
        answer.forEach(line -> kafkas.put(line.substring(0, line.indexOf('\t')), line));
        kafkas.keySet().removeAll(DIFFERENT);
        ours.keySet().removeAll(DIFFERENT);
        if (complete) {
            assertThat(ours).isEqualTo(kafkas);
        } else {
            assertThat(ours).containsAllEntriesOf(kafkas);
        }
    }

    private static String line(ConfigDescription description) {
        List<String> synonyms =
                description.synonyms().stream().map(DescribedByKafkaTest::text).toList();
        return String.join(
                "\t",
                description.name(),
                String.valueOf(description.value()),
                description.source().name(),
                description.type() == null ? "UNKNOWN" : description.type().name(),
                description.readOnly() ? "ro" : "rw",
                description.sensitive() ? "sensitive" : "-",
                synonyms.toString());
    }

    private static String text(Synonym synonym) {
        return synonym.name() + "=" + synonym.value() + "@" + synonym.source();
    }

    /** The values that led to an answer, as the answer itself tells them. */
    private static ConfigValues values(String when) {
        List<String> broker = answer(when, "broker");
        Map<String, String> statics = setIn(answer("fresh", "broker"), Source.STATIC_BROKER_CONFIG);
        Map<String, String> clusterWide = setIn(answer(when, "all-brokers"), Source.DYNAMIC_DEFAULT_BROKER_CONFIG);
        return ConfigValues.of(statics).withDynamic(clusterWide, setIn(broker, Source.DYNAMIC_BROKER_CONFIG));
    }

    private static Map<String, String> setIn(List<String> answer, Source source) {
        Map<String, String> set = new TreeMap<>();
        for (String line : answer) {
            String name = line.substring(0, line.indexOf('\t'));
            String synonyms = line.substring(line.lastIndexOf('\t') + 2, line.length() - 1);
            for (String synonym : synonyms.split(", ", -1)) {
                if (synonym.startsWith(name + "=") && synonym.endsWith("@" + source)) {
                    set.put(name, synonym.substring(name.length() + 1, synonym.lastIndexOf('@')));
                }
            }
        }
        return set;
    }

    private static List<String> answer(String when, String resource) {
        return Objects.requireNonNull(ANSWERS.get(when + " " + resource));
    }

    private static Map<String, List<String>> read() {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        List<String> answer = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(DescribedByKafkaTest.class.getResourceAsStream("described-by-kafka-4.3.1.tsv")),
                StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("## ")) {
                    answer = new ArrayList<>();
                    answers.put(line.substring(3), answer);
                } else {
                    answer.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answers;
    }
}
