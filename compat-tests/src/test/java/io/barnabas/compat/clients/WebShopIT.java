// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.clients;

import static io.barnabas.compat.harness.Clients.createTopic;
import static io.barnabas.compat.harness.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.Program;
import io.barnabas.compat.harness.Project;
import io.barnabas.compat.harness.RunningProgram;
import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.harness.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A web shop in Python, on kafka-python: orders come in, and services that know nothing of each other work on them. */
@Tag("third-party")
final class WebShopIT {
    private static final Pattern LINE = Pattern.compile("partition=(\\d+) customer=(\\S+) order=(\\d+);");

    @RegisterExtension
    static final TestBroker BROKER = TestBroker.own();

    private final String bootstrap = BROKER.bootstrap();
    private final String orders = createTopic(bootstrap, "orders", 3);

    @Test
    void shouldLetEveryServiceProcessEveryOrderOnItsOwn() {
        try (var payment = service("payment-service");
                var inventory = service("inventory-service");
                var email = service("email-service")) {
            takeOrders(1, 40);

            for (var service : List.of(payment, inventory, email)) {
                service.awaitLines(40, "order=");
                assertThat(orderNumbers(service.out())).containsExactlyInAnyOrderElementsOf(range(1, 40));
            }
        }
    }

    @Test
    void shouldLoseNoOrderWhileThePaymentServiceIsDown() {
        var processed = new ArrayList<Integer>();
        try (var payment = service("payment-service")) {
            takeOrders(1, 10);
            payment.awaitLines(10, "order=");
            payment.stop();
            processed.addAll(orderNumbers(payment.out()));
        }

        takeOrders(11, 30);

        try (var payment = service("payment-service")) {
            payment.awaitLines(20, "order=");
            takeOrders(31, 35);
            payment.awaitLines(25, "order=");
            processed.addAll(orderNumbers(payment.out()));
        }
        assertThat(processed).containsExactlyInAnyOrderElementsOf(range(1, 35));
    }

    @Test
    void shouldLoseNoOrderWhileTheBrokerIsDown() {
        try (var payment = service("payment-service")) {
            takeOrders(1, 10);
            payment.awaitLines(10, "order=");

            BROKER.broker().kill();
            BROKER.broker().restart();
            takeOrders(11, 20);

            payment.awaitLines(20, "order=");
            assertThat(orderNumbers(payment.out())).containsAll(range(1, 20));
        }
    }

    @Test
    void shouldKeepTheOrdersOfOneCustomerInOnePartitionInOrder() {
        takeOrders(1, 100);

        var byCustomer = matches(analysis()).collect(Collectors.groupingBy(line -> line.group(2)));

        assertThat(byCustomer).hasSize(10);
        byCustomer.forEach((customer, lines) -> {
            assertThat(lines.stream().map(line -> line.group(1)).distinct())
                    .as(customer)
                    .hasSize(1);
            assertThat(lines.stream().map(line -> Integer.valueOf(line.group(3))))
                    .as(customer)
                    .hasSize(10)
                    .isSorted();
        });
    }

    @Test
    void shouldSpreadOrdersWithoutAKeyOverAllPartitions() {
        script("orders.py", bootstrap, orders, "1", "60", "--without-key").run().succeeded();

        var byPartition =
                matches(analysis()).collect(Collectors.groupingBy(line -> line.group(1), Collectors.counting()));

        assertThat(byPartition).containsOnlyKeys("0", "1", "2");
        assertThat(byPartition.values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(60);
    }

    @Test
    void shouldShareTheWorkAndTakeOverWhenOneDies() {
        try (var one = service("payment-service");
                var two = service("payment-service")) {
            awaitMembers("payment-service", 2);
            takeOrders(1, 60);
            await().atMost(Clients.TIMEOUT)
                    .untilAsserted(() ->
                            assertThat(orderNumbers(one.out() + two.out())).hasSize(60));
            assertThat(partitions(one.out())).isNotEmpty().doesNotContainAnyElementsOf(partitions(two.out()));
            assertThat(partitions(one.out() + two.out())).containsOnly("0", "1", "2");

            one.kill();
            takeOrders(61, 90);

            await().atMost(Clients.TIMEOUT)
                    .untilAsserted(() -> assertThat(orderNumbers(two.out())).containsAll(range(61, 90)));
        }
    }

    @Test
    void shouldReplayFromTheBeginningAndFromAPointInTime() {
        takeOrders(1, 20);
        var latest = Clients.readAll(bootstrap, orders).stream()
                .mapToLong(record -> record.timestamp())
                .max()
                .orElseThrow();
        await().until(() -> System.currentTimeMillis() > latest);
        var since = System.currentTimeMillis();
        takeOrders(21, 30);

        assertThat(orderNumbers(analysis())).containsExactlyInAnyOrderElementsOf(range(1, 30));
        assertThat(orderNumbers(analysis(Long.toString(since)))).containsExactlyInAnyOrderElementsOf(range(21, 30));
        assertThat(orderNumbers(analysis())).containsExactlyInAnyOrderElementsOf(range(1, 30));
    }

    @Test
    void shouldShowHowFarEachServiceIsBehind() {
        takeOrders(1, 5);
        try (var payment = service("payment-service")) {
            payment.awaitLines(5, "order=");
            payment.stop();
        }
        takeOrders(6, 10);
        try (var email = service("email-service")) {
            email.awaitLines(10, "order=");
            email.stop();
        }
        takeOrders(11, 17);

        assertThat(lag("payment-service")).isEqualTo(12);
        assertThat(lag("email-service")).isEqualTo(7);
    }

    private void takeOrders(int first, int last) {
        script("orders.py", bootstrap, orders, Integer.toString(first), Integer.toString(last))
                .run()
                .succeeded();
    }

    private RunningProgram service(String name) {
        return script("service.py", bootstrap, orders, group(name)).start();
    }

    /** Every test has a topic of its own, and so its services have groups of their own. */
    private String group(String service) {
        return service + "-" + orders;
    }

    private String analysis(String... since) {
        var arguments = new ArrayList<>(List.of(bootstrap, orders));
        arguments.addAll(List.of(since));
        return script("analysis.py", arguments.toArray(String[]::new))
                .run()
                .succeeded()
                .out();
    }

    private static Program script(String name, String... arguments) {
        var command = new ArrayList<>(List.of(
                "/usr/bin/python3",
                Project.clients().resolve("kafka-python/shop/" + name).toString()));
        command.addAll(List.of(arguments));
        return Program.of(command).named(name);
    }

    private static Stream<MatchResult> matches(String output) {
        return LINE.matcher(output).results();
    }

    private static List<Integer> orderNumbers(String output) {
        return matches(output).map(line -> Integer.valueOf(line.group(3))).toList();
    }

    private static List<String> partitions(String output) {
        return matches(output).map(line -> line.group(1)).distinct().toList();
    }

    private static List<Integer> range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private int lag(String service) {
        return Tool.totalLag(BROKER.broker(), group(service));
    }

    private void awaitMembers(String service, int count) {
        try (var admin = Clients.admin(bootstrap)) {
            await().atMost(Clients.TIMEOUT).ignoreExceptions().untilAsserted(() -> {
                var group = get(admin.describeConsumerGroups(List.of(group(service)))
                                .all())
                        .get(group(service));
                assertThat(group.groupState()).isEqualTo(GroupState.STABLE);
                assertThat(group.members()).hasSize(count);
            });
        }
    }
}
