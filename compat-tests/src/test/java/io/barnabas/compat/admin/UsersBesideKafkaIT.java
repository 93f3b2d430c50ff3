// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.RawClient;
import io.barnabas.compat.harness.TestBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.AlterClientQuotasResponseData;
import org.apache.kafka.common.message.AlterUserScramCredentialsResponseData;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData;
import org.apache.kafka.common.message.DescribeClientQuotasResponseData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes of passwords and quotas on both brokers: both accept and refuse the same, and both know the same then. */
final class UsersBesideKafkaIT {
    private static final int STEPS = 150;
    /** Kafka answers a change before all of its parts know of it. */
    private static final int TRIES = 2_000;

    @RegisterExtension
    final TestBroker broker = TestBroker.own();

    @RegisterExtension
    final TestBroker kafka = TestBroker.kafka();

    private final List<String> differences = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldKeepTheSameOfUsersAsKafka(long seed) {
        var requests = new UserRequests(new Random(seed));
        try (var ours = new RawClient(broker.bootstrap());
                var kafkas = new RawClient(kafka.bootstrap())) {
            for (var step = 0; step < STEPS; step++) {
                compare(ours, kafkas, ApiKeys.ALTER_USER_SCRAM_CREDENTIALS, 0, requests.alterPasswords());
                compare(ours, kafkas, ApiKeys.DESCRIBE_USER_SCRAM_CREDENTIALS, 0, all());
                compare(ours, kafkas, ApiKeys.DESCRIBE_USER_SCRAM_CREDENTIALS, 0, requests.describePasswords());
                compare(ours, kafkas, ApiKeys.ALTER_CLIENT_QUOTAS, step % 2, requests.alterQuotas());
                compare(ours, kafkas, ApiKeys.DESCRIBE_CLIENT_QUOTAS, 1, requests.describeAllQuotas());
                compare(ours, kafkas, ApiKeys.DESCRIBE_CLIENT_QUOTAS, step % 2, requests.describeQuotas());
            }
        }
        assertThat(differences).as("seed %d", seed).isEmpty();
    }

    private static ApiMessage all() {
        return new DescribeUserScramCredentialsRequestData().setUsers(null);
    }

    private void compare(RawClient ours, RawClient kafkas, ApiKeys api, int version, ApiMessage request) {
        var our = text(ours.ask(ApiMessage.class, api, version, request));
        var other = text(kafkas.ask(ApiMessage.class, api, version, request));
        var looking = request instanceof DescribeClientQuotasRequestData
                || request instanceof DescribeUserScramCredentialsRequestData;
        for (var i = 0; looking && i < TRIES && !our.equals(other); i++) {
            other = text(kafkas.ask(ApiMessage.class, api, version, request));
        }
        if (!our.equals(other)) {
            differences.add(request + " v" + version + "\n---- of Kafka:\n" + other + "\n---- of ours:\n" + our);
        }
    }

    /** What Kafka's hash maps have shuffled is sorted; of several mistakes in an entry of quotas they decide which one is told. */
    private static String text(ApiMessage answer) {
        if (answer instanceof DescribeClientQuotasResponseData quotas) {
            return quotas.errorCode() + " " + quotas.errorMessage()
                    + sorted(
                            quotas.entries() == null
                                    ? List.of()
                                    : quotas.entries().stream()
                                            .map(entry -> sorted(entry.entity()) + sorted(entry.values()))
                                            .toList());
        }
        if (answer instanceof AlterClientQuotasResponseData quotas) {
            return sorted(quotas.entries().stream()
                    .map(entry -> sorted(entry.entity()) + entry.errorCode())
                    .toList());
        }
        if (answer instanceof AlterUserScramCredentialsResponseData users) {
            return sorted(users.results());
        }
        if (answer instanceof DescribeUserScramCredentialsResponseData users) {
            return users.errorCode() + " " + users.errorMessage()
                    + sorted(users.results().stream()
                            .map(user -> user.user()
                                    + user.errorCode()
                                    + user.errorMessage()
                                    + sorted(user.credentialInfos()))
                            .toList());
        }
        throw new IllegalArgumentException(answer.toString());
    }

    private static String sorted(List<?> of) {
        return of.stream().map(Object::toString).sorted().collect(Collectors.joining(", ", "[", "]"));
    }
}
