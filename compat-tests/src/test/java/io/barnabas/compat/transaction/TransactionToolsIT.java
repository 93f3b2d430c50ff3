// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.transaction;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.unique;
import static io.barnabas.compat.transaction.Transactions.committed;
import static io.barnabas.compat.transaction.Transactions.producer;
import static io.barnabas.compat.transaction.Transactions.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.harness.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kafka-transactions: an administrator looks at transactions, and ends what hangs. */
final class TransactionToolsIT {
    @RegisterExtension
    static final TestBroker BROKER = TestBroker.shared();

    private final String bootstrap = BROKER.bootstrap();

    @Test
    void shouldListAndDescribe() {
        var topic = createTopic(bootstrap, "listed", 1);
        var id = unique("listed");

        try (var producer = producer(bootstrap, id)) {
            producer.beginTransaction();
            send(producer, topic, "a");

            assertThat(tool("list").lines().filter(line -> line.contains(id)))
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("Ongoing"));
            assertThat(tool("describe", "--transactional-id", id)).contains("Ongoing", topic + "-0");
            assertThat(tool("describe-producers", "--topic", topic, "--partition", "0"))
                    .containsPattern("(?m)^\\d+\\s+0\\s");
            producer.commitTransaction();
        }
        assertThat(tool("find-hanging", "--topic", topic)).doesNotContain(topic + "\t0");
    }

    @Test
    void shouldAbortWhatHangs() {
        var topic = createTopic(bootstrap, "hanging", 1);

        try (var producer = producer(bootstrap, unique("hanging"))) {
            producer.beginTransaction();
            send(producer, topic, "hangs");

            tool("abort", "--topic", topic, "--partition", "0", "--start-offset", "0");

            assertThat(tool("describe-producers", "--topic", topic, "--partition", "0"))
                    .contains("None");
        }
        assertThat(committed(bootstrap, topic)).isEmpty();
    }

    private static String tool(String... arguments) {
        return Tool.on(BROKER.broker(), "transactions", arguments)
                .run()
                .succeeded()
                .out();
    }
}
