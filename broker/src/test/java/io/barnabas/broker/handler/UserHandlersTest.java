// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.metadata.InstantMetadata;
import io.barnabas.broker.security.Authorizer;
import io.barnabas.wire.message.AlterClientQuotasRequest;
import io.barnabas.wire.message.AlterClientQuotasResponse;
import io.barnabas.wire.message.AlterUserScramCredentialsRequest;
import io.barnabas.wire.message.AlterUserScramCredentialsRequest.ScramCredentialUpsertion;
import io.barnabas.wire.message.AlterUserScramCredentialsResponse;
import io.barnabas.wire.message.AlterUserScramCredentialsResponse.AlterUserScramCredentialsResult;
import io.barnabas.wire.message.DescribeClientQuotasRequest;
import io.barnabas.wire.message.DescribeClientQuotasRequest.ComponentData;
import io.barnabas.wire.message.DescribeClientQuotasResponse;
import io.barnabas.wire.message.DescribeUserScramCredentialsRequest;
import io.barnabas.wire.message.DescribeUserScramCredentialsRequest.UserName;
import io.barnabas.wire.message.DescribeUserScramCredentialsResponse;
import io.barnabas.wire.message.DescribeUserScramCredentialsResponse.CredentialInfo;
import io.barnabas.wire.message.DescribeUserScramCredentialsResponse.DescribeUserScramCredentialsResult;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is kept of users: their SCRAM credentials and their quotas. */
class UserHandlersTest {
    private static final Authorizer NOTHING = (principal, host, operation, type, name) -> false;

    private final InstantMetadata metadata = new InstantMetadata();
    private final AlterUserScramCredentialsHandler alterScram = new AlterUserScramCredentialsHandler(metadata::submit);
    private final DescribeUserScramCredentialsHandler describeScram =
            new DescribeUserScramCredentialsHandler(metadata::image);
    private final AlterClientQuotasHandler alterQuotas = new AlterClientQuotasHandler(metadata::submit, Runnable::run);
    private final DescribeClientQuotasHandler describeQuotas = new DescribeClientQuotasHandler(metadata::image);

    @Test
    void shouldDescribeTheCredentialsThatWereSet() {
        AlterUserScramCredentialsResponse altered = Exchange.of(
                        alterScram,
                        0,
                        new AlterUserScramCredentialsRequest().setUpsertions(List.of(scram("bob", 2), scram("al", 1))))
                .response(AlterUserScramCredentialsResponse.class);
        Exchange.of(alterScram, 0, new AlterUserScramCredentialsRequest().setUpsertions(List.of(scram("bob", 1))));

        assertThat(altered.results())
                .extracting(AlterUserScramCredentialsResult::user)
                .containsExactly("bob", "al");
        assertThat(describedScram().results())
                .containsExactly(
                        new DescribeUserScramCredentialsResult().setUser("al").setCredentialInfos(List.of(info(1))),
                        new DescribeUserScramCredentialsResult()
                                .setUser("bob")
                                .setCredentialInfos(List.of(info(1), info(2))));
    }

    @Test
    void shouldAnswerForEachUserAskedFor() {
        Exchange.of(alterScram, 0, new AlterUserScramCredentialsRequest().setUpsertions(List.of(scram("al", 1))));

        List<DescribeUserScramCredentialsResult> results =
                describedScram("nobody", "al", "twice", "twice").results();

        assertThat(results)
                .containsExactly(
                        new DescribeUserScramCredentialsResult()
                                .setUser("nobody")
                                .setErrorCode(Errors.RESOURCE_NOT_FOUND.code())
                                .setErrorMessage("Attempt to describe a user credential that does not exist: nobody"),
                        new DescribeUserScramCredentialsResult().setUser("al").setCredentialInfos(List.of(info(1))),
                        new DescribeUserScramCredentialsResult()
                                .setUser("twice")
                                .setErrorCode(Errors.DUPLICATE_RESOURCE.code())
                                .setErrorMessage("Cannot describe SCRAM credentials for the same user twice in a single"
                                        + " request: twice"));
    }

    @Test
    void shouldDescribeTheQuotasThatWereSet() {
        AlterClientQuotasResponse altered = Exchange.of(
                        alterQuotas,
                        1,
                        new AlterClientQuotasRequest()
                                .setEntries(List.of(
                                        quota("user", "al", "producer_byte_rate", 5),
                                        quota("user", "al", "consumer_byte_rate", 5),
                                        quota("ip", "127.0.0.1", "connection_creation_rate", 6),
                                        quota("ip", "not an address", "connection_creation_rate", 7))))
                .response(AlterClientQuotasResponse.class);

        assertThat(altered.entries())
                .extracting(entry -> entry.entity().get(0).entityName() + ": " + entry.errorMessage())
                .containsExactly(
                        "al: Ignoring duplicate entity ClientQuotaEntity(entries={user=al})",
                        "127.0.0.1: null",
                        "not an address: not an address is not a valid IP or resolvable host.");
        assertThat(describedQuotas(true, "user").entries()).singleElement().satisfies(entry -> {
            assertThat(entry.entity())
                    .containsExactly(new DescribeClientQuotasResponse.EntityData()
                            .setEntityType("user")
                            .setEntityName("al"));
            assertThat(entry.values())
                    .containsExactly(new DescribeClientQuotasResponse.ValueData()
                            .setKey("producer_byte_rate")
                            .setValue(5));
        });
        assertThat(describedQuotas(false).entries()).hasSize(2);
    }

    @Test
    void shouldSayWhyAFilterIsNone() {
        DescribeClientQuotasResponse refused = describedQuotas(false, "zork");

        assertThat(refused.entries()).isNull();
        assertThat(refused.errorCode()).isEqualTo(Errors.UNSUPPORTED_VERSION.code());
        assertThat(refused.errorMessage()).isEqualTo("Unsupported entity type zork");
    }

    @Test
    void shouldAskFirstWhetherItMayBeSeenOrChanged() {
        short denied = Errors.CLUSTER_AUTHORIZATION_FAILED.code();

        assertThat(Exchange.of(
                                alterScram,
                                0,
                                new AlterUserScramCredentialsRequest().setUpsertions(List.of(scram("bob", 2))),
                                NOTHING)
                        .response(AlterUserScramCredentialsResponse.class)
                        .results()
                        .get(0)
                        .errorCode())
                .isEqualTo(denied);
        assertThat(Exchange.of(describeScram, 0, new DescribeUserScramCredentialsRequest(), NOTHING)
                        .response(DescribeUserScramCredentialsResponse.class)
                        .errorCode())
                .isEqualTo(denied);
        assertThat(Exchange.of(
                                alterQuotas,
                                1,
                                new AlterClientQuotasRequest()
                                        .setEntries(List.of(quota("user", "al", "producer_byte_rate", 5))),
                                NOTHING)
                        .response(AlterClientQuotasResponse.class)
                        .entries()
                        .get(0)
                        .errorCode())
                .isEqualTo(denied);
        assertThat(Exchange.of(describeQuotas, 1, new DescribeClientQuotasRequest(), NOTHING)
                        .response(DescribeClientQuotasResponse.class)
                        .errorCode())
                .isEqualTo(denied);
    }

    private DescribeUserScramCredentialsResponse describedScram(String... users) {
        List<UserName> names =
                Stream.of(users).map(user -> new UserName().setName(user)).toList();
        return Exchange.of(describeScram, 0, new DescribeUserScramCredentialsRequest().setUsers(names))
                .response(DescribeUserScramCredentialsResponse.class);
    }

    private DescribeClientQuotasResponse describedQuotas(boolean strict, String... types) {
        List<ComponentData> components = Stream.of(types)
                .map(type -> new ComponentData()
                        .setEntityType(type)
                        .setMatchType((byte) 2)
                        .setMatch(null))
                .toList();
        return Exchange.of(
                        describeQuotas,
                        1,
                        new DescribeClientQuotasRequest()
                                .setComponents(components)
                                .setStrict(strict))
                .response(DescribeClientQuotasResponse.class);
    }

    private static ScramCredentialUpsertion scram(String user, int mechanism) {
        return new ScramCredentialUpsertion()
                .setName(user)
                .setMechanism((byte) mechanism)
                .setIterations(4096)
                .setSalt(new byte[] {1})
                .setSaltedPassword(new byte[] {2});
    }

    private static CredentialInfo info(int mechanism) {
        return new CredentialInfo().setMechanism((byte) mechanism).setIterations(4096);
    }

    private static AlterClientQuotasRequest.EntryData quota(String type, String name, String key, double value) {
        return new AlterClientQuotasRequest.EntryData()
                .setEntity(List.of(new AlterClientQuotasRequest.EntityData()
                        .setEntityType(type)
                        .setEntityName(name)))
                .setOps(List.of(
                        new AlterClientQuotasRequest.OpData().setKey(key).setValue(value)));
    }
}
