// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.group;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.fill;
import static io.barnabas.compat.harness.Clients.poll;
import static io.barnabas.compat.harness.Clients.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.BrokerKind;
import io.barnabas.compat.harness.TestBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How long a developer who starts a consumer of a new group waits for its first record, once broker and client are warm. The
 * stock client waits for {@code retry.backoff.ms} (100 ms) before it first looks at what the broker has answered, whatever
 * the broker does; so here it is told to wait less.
 */
final class FirstRecordIT {
    private static final int ROUNDS = 15;

    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();

    @Test
    void shouldBringTheFirstRecordToANewGroupAtOnce() {
        var topic = createTopic(bootstrap, "first", 1);
        fill(bootstrap, topic, 0, 1);
        var times = new ArrayList<Duration>();
        for (var round = 0; round < ROUNDS; round++) {
            try (var consumer = Member.consumerProtocol(bootstrap, unique("first"), "retry.backoff.ms=20")) {
                var start = System.nanoTime();
                consumer.subscribe(List.of(topic));
                poll(consumer, 1);
                times.add(Duration.ofNanos(System.nanoTime() - start));
            }
        }
        System.out.println("First records of new groups after " + times);

        var median = times.stream().sorted().toList().get(ROUNDS / 2);
        // Kafka is measured too, for comparison; what it takes is no promise of ours.
        assertThat(median).isLessThan(Duration.ofMillis(BROKER.broker().kind() == BrokerKind.BARNABAS ? 100 : 10_000));
    }
}
