// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.AlterUserScramCredentialsRequestData;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData;
import org.apache.kafka.common.message.DescribeUserScramCredentialsRequestData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.jspecify.annotations.Nullable;

/** Random requests about users: their passwords and quotas, more wrong than right. */
final class UserRequests {
    private static final List<String> USERS = List.of("alice", "bob", "carol", "");
    private static final List<Integer> MECHANISMS = List.of(1, 2, 1, 2, 0, 3);
    private static final List<Integer> ITERATIONS = List.of(4096, 8192, 16384, 4095, 16385, 0, -1);

    private static final List<String> ENTITIES = List.of("user", "client-id", "user", "client-id", "ip", "nope");
    private static final List<String> NAMES = List.of("alice", "app", "10.1.2.3", "");
    private static final List<String> QUOTAS = List.of(
            "producer_byte_rate",
            "consumer_byte_rate",
            "request_percentage",
            "controller_mutation_rate",
            "connection_creation_rate",
            "nope",
            "");
    private static final List<Double> LIMITS = List.of(1.0, 1000.0, 1.5, 0.0, -1.0, 3e9, 1e30, 0.001);

    private final Random random;

    UserRequests(Random random) {
        this.random = random;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Mostly the first ones, which are right. */
    private <T> T likely(List<T> of) {
        return random.nextInt(4) == 0 ? any(of) : of.get(random.nextInt(2));
    }

    private int few() {
        return 1 + random.nextInt(3) * random.nextInt(2);
    }

    /**
     * Deletes, sets, or does both to different mechanisms: Kafka's brokers forget what a request sets of a mechanism whose last
     * other credential it deletes.
     */
    AlterUserScramCredentialsRequestData alterPasswords() {
        var request = new AlterUserScramCredentialsRequestData();
        var what = random.nextInt(3);
        for (var i = what == 0 ? 0 : random.nextInt(3); i > 0; i--) {
            request.deletions()
                    .add(new AlterUserScramCredentialsRequestData.ScramCredentialDeletion()
                            .setName(any(USERS))
                            .setMechanism(what == 2 ? 1 : likely(MECHANISMS).byteValue()));
        }
        for (var i = what == 1 ? 0 : random.nextInt(3); i > 0; i--) {
            request.upsertions()
                    .add(new AlterUserScramCredentialsRequestData.ScramCredentialUpsertion()
                            .setName(any(USERS))
                            .setMechanism(what == 2 ? 2 : likely(MECHANISMS).byteValue())
                            .setIterations(likely(ITERATIONS))
                            .setSalt(new byte[16])
                            .setSaltedPassword(new byte[32]));
        }
        return request;
    }

    DescribeUserScramCredentialsRequestData describePasswords() {
        var request = new DescribeUserScramCredentialsRequestData();
        if (random.nextInt(4) == 0) {
            return request.setUsers(random.nextBoolean() ? null : List.of());
        }
        var users = new ArrayList<DescribeUserScramCredentialsRequestData.UserName>();
        for (var i = few(); i > 0; i--) {
            users.add(new DescribeUserScramCredentialsRequestData.UserName().setName(any(USERS)));
        }
        return request.setUsers(users);
    }

    AlterClientQuotasRequestData alterQuotas() {
        var entries = new ArrayList<AlterClientQuotasRequestData.EntryData>();
        for (var i = few(); i > 0; i--) {
            var entry = new AlterClientQuotasRequestData.EntryData();
            for (var part = random.nextInt(8) == 0 ? 0 : few(); part > 0; part--) {
                entry.entity()
                        .add(new AlterClientQuotasRequestData.EntityData()
                                .setEntityType(likely(ENTITIES))
                                .setEntityName(name()));
            }
            for (var op = random.nextInt(8) == 0 ? 0 : few(); op > 0; op--) {
                entry.ops()
                        .add(new AlterClientQuotasRequestData.OpData()
                                .setKey(likely(QUOTAS))
                                .setValue(likely(LIMITS))
                                .setRemove(random.nextInt(4) == 0));
            }
            entries.add(entry);
        }
        return new AlterClientQuotasRequestData().setEntries(entries).setValidateOnly(random.nextInt(8) == 0);
    }

    private @Nullable String name() {
        return random.nextInt(4) == 0 ? null : any(NAMES);
    }

    DescribeClientQuotasRequestData describeQuotas() {
        var components = new ArrayList<DescribeClientQuotasRequestData.ComponentData>();
        for (var i = random.nextInt(3); i > 0; i--) {
            var match = any(Arrays.asList(0, 1, 2, 3, -1)).byteValue();
            components.add(new DescribeClientQuotasRequestData.ComponentData()
                    .setEntityType(likely(ENTITIES))
                    .setMatchType(match)
                    .setMatch(match == 0 || random.nextInt(8) == 0 ? any(NAMES) : null));
        }
        return new DescribeClientQuotasRequestData().setComponents(components).setStrict(random.nextBoolean());
    }

    ApiMessage describeAllQuotas() {
        return new DescribeClientQuotasRequestData();
    }
}
