// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.application;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Application;
import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.Program;
import io.barnabas.compat.harness.RunningProgram;
import io.barnabas.compat.harness.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A queue of work on a share group: workers that crash, and a broker that does, cost nobody's work. */
final class WorkQueueIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    final TestBroker broker = TestBroker.own("log.retention.ms=-1");

    private final String group = unique("workers");
    private final List<RunningProgram> everybody = new ArrayList<>();
    private String topic = "";

    @BeforeEach
    void prepare() {
        topic = createTopic(broker.bootstrap(), "work", 3);
        try (var admin = Clients.admin(broker.bootstrap())) {
            var fromTheStart = new ConfigEntry("share.auto.offset.reset", "earliest");
            // A record that goes through a crashing worker's hands a few times is not the record's fault.
            var patience = new ConfigEntry("share.delivery.count.limit", "10");
            get(admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, group),
                            Stream.of(fromTheStart, patience)
                                    .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                                    .toList()))
                    .all());
        }
    }

    @AfterEach
    void stop() {
        everybody.forEach(RunningProgram::close);
    }

    private RunningProgram start(Program worker) {
        var started = worker.start();
        everybody.add(started);
        return started.awaitLine("STARTED");
    }

    private Program worker(int crashAfter) {
        return Application.program("Worker", broker.bootstrap(), group, topic, Integer.toString(crashAfter));
    }

    private Set<String> produce(int count, int from) {
        var values = IntStream.range(from, from + count)
                .mapToObj(i -> (i % 10 == 0 ? "poison" : i % 7 == 0 ? "flaky" : "good") + i)
                .toList();
        try (var producer = Clients.producer(broker.bootstrap())) {
            Clients.send(producer, values.stream().map(value -> new ProducerRecord<>(topic, value, value)));
        }
        var toBeDone = new TreeSet<>(values);
        toBeDone.removeIf(value -> value.startsWith("poison"));
        return toBeDone;
    }

    private List<String> lines(String beginning) {
        return everybody.stream()
                .flatMap(worker -> worker.out().lines())
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .toList();
    }

    @Test
    void shouldGetAllWorkDoneWhileOneWorkerKeepsCrashing() {
        var toBeDone = produce(200, 0);
        start(worker(0));
        start(worker(0));
        for (var crash = 0; crash < 3; crash++) {
            start(worker(5));
            toBeDone.addAll(produce(100, 1000 * (crash + 1)));
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(new TreeSet<>(lines("DONE "))).isEqualTo(toBeDone));
        assertThat(lines("DONE ")).as("nobody's work is done twice").doesNotHaveDuplicates();
        assertThat(lines("SEEN ")).anyMatch(line -> line.startsWith("flaky") && line.endsWith(" 2"));
    }

    @Test
    void shouldGoOnAfterTheBrokerHasDied() {
        var toBeDone = produce(100, 0);
        start(worker(0));
        start(worker(0));
        await().atMost(PATIENCE).until(() -> lines("DONE ").size() > 20);
        broker.broker().kill();
        broker.broker().restart();
        toBeDone.addAll(produce(100, 1000));

        // An answer that died with the broker leaves a worker unsure of what it has done.
        await().atMost(PATIENCE).untilAsserted(() -> {
            var told = new TreeSet<>(lines("DONE "));
            told.addAll(lines("UNSURE "));
            assertThat(told).containsAll(toBeDone);
        });
        assertThat(lines("DONE ")).doesNotHaveDuplicates();
    }
}
