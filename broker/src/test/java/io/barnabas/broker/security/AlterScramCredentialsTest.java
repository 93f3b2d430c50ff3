// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.metadata.InstantMetadata;
import io.barnabas.broker.metadata.MetadataOperation.Decision;
import io.barnabas.broker.metadata.MetadataVersion;
import io.barnabas.broker.metadata.record.FeatureLevelRecord;
import io.barnabas.broker.metadata.record.RemoveUserScramCredentialRecord;
import io.barnabas.broker.metadata.record.UserScramCredentialRecord;
import io.barnabas.broker.security.AlterScramCredentials.Outcome;
import io.barnabas.wire.message.AlterUserScramCredentialsRequest.ScramCredentialDeletion;
import io.barnabas.wire.message.AlterUserScramCredentialsRequest.ScramCredentialUpsertion;
import io.barnabas.wire.protocol.Errors;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlterScramCredentialsTest {
    private static final byte[] SALT = {1, 2, 3};
    private static final Outcome DONE = new Outcome(Errors.NONE, null);
    private static final Outcome TWICE =
            new Outcome(Errors.DUPLICATE_RESOURCE, "A user credential cannot be altered twice in the same request");
    private static final Outcome MISSING =
            new Outcome(Errors.RESOURCE_NOT_FOUND, "Attempt to delete a user credential that does not exist");

    private final InstantMetadata metadata = new InstantMetadata();

    @BeforeEach
    void alice() {
        metadata.submit(alter(List.of(), List.of(upsertion("alice", 1, 4096)))).join();
    }

    @Test
    void shouldWriteTheRecordsThatKafkaWrites() {
        Decision<Map<String, Outcome>> decision = alter(
                        List.of(deletion("alice", 1)), List.of(upsertion("bob", 1, 4096), upsertion("carol", 2, 16384)))
                .decide(metadata.image());

        assertThat(decision.records())
                .containsExactly(
                        new RemoveUserScramCredentialRecord().setName("alice").setMechanism((byte) 1),
                        new UserScramCredentialRecord()
                                .setName("bob")
                                .setMechanism((byte) 1)
                                .setSalt(SALT)
                                .setStoredKey(bytes("iqcn5IRlH5X/wb2dl06yptlLyy6Xi7iIoOBoX40Z5mU="))
                                .setServerKey(bytes("9S9xCsrCxhaZRTolPdb3M23kZh5Q0aBWoWEHY4L0toA="))
                                .setIterations(4096),
                        new UserScramCredentialRecord()
                                .setName("carol")
                                .setMechanism((byte) 2)
                                .setSalt(SALT)
                                .setStoredKey(
                                        bytes("hRQN/h/lBRUajmQ+XPu4Ifv9MDPnaB5891dg712k1Msp6W9aMJ7d2pMqBE2a1Ce9j250"
                                                + "JQ5PEFw4bubJ2dl2cA=="))
                                .setServerKey(
                                        bytes("UY/e3ZRlI8ZXhypMivQBtXJGGsS51f+TdkpmOzpIsOMvDBrMoWnT2taKXFmxsplnyIzF"
                                                + "6CFp06fV5D9oRY/KVA=="))
                                .setIterations(16384));
        assertThat(decision.answer().values()).containsOnly(DONE);
    }

    @Test
    void shouldDoNothingForAUserWhoIsNamedTwice() {
        Decision<Map<String, Outcome>> decision = alter(
                        List.of(deletion("alice", 1)),
                        List.of(
                                upsertion("alice", 2, 4096),
                                upsertion("bob", 1, 4096),
                                upsertion("carol", 1, 4096),
                                upsertion("carol", 1, 4096),
                                upsertion("carol", 2, 4096)))
                .decide(metadata.image());

        assertThat(decision.answer())
                .containsExactlyInAnyOrderEntriesOf(Map.of("alice", TWICE, "bob", DONE, "carol", TWICE));
        assertThat(decision.records()).singleElement().isInstanceOf(UserScramCredentialRecord.class);
    }

    @Test
    void shouldSayTheFirstThingThatIsWrong() {
        Map<String, Outcome> outcomes = alter(List.of(), List.of(upsertion("bob", 1, 1), upsertion("bob", 1, 4096)))
                .decide(metadata.image())
                .answer();

        assertThat(outcomes).containsOnly(Map.entry("bob", unacceptable("Too few iterations")));
    }

    @ParameterizedTest
    @CsvSource({
        "bob,   1, 4095,  UNACCEPTABLE_CREDENTIAL,    Too few iterations",
        "bob,   2, -1,    UNACCEPTABLE_CREDENTIAL,    Too few iterations",
        "bob,   2, 16385, UNACCEPTABLE_CREDENTIAL,    Too many iterations",
        "bob,   0, 1,     UNSUPPORTED_SASL_MECHANISM, Unknown SCRAM mechanism",
        "bob,   3, 4096,  UNSUPPORTED_SASL_MECHANISM, Unknown SCRAM mechanism",
        "'',    3, 1,     UNACCEPTABLE_CREDENTIAL,    Username must not be empty"
    })
    void shouldRefuseWhatIsNoCredential(String user, int mechanism, int iterations, Errors error, String message) {
        Decision<Map<String, Outcome>> decision = alter(List.of(), List.of(upsertion(user, mechanism, iterations)))
                .decide(metadata.image());

        assertThat(decision.answer()).containsOnly(Map.entry(user, new Outcome(error, message)));
        assertThat(decision.records()).isEmpty();
    }

    @Test
    void shouldRefuseAnEmptyPassword() {
        ScramCredentialUpsertion empty = upsertion("bob", 1, 4096).setSaltedPassword(new byte[0]);

        assertThat(alter(List.of(), List.of(empty)).decide(metadata.image()).answer())
                .containsOnly(Map.entry("bob", unacceptable("Salted password must not be empty")));
    }

    @Test
    void shouldDeleteOnlyWhatThereIs() {
        Map<String, Outcome> outcomes = alter(List.of(deletion("alice", 2), deletion("bob", 1)), List.of())
                .decide(metadata.image())
                .answer();

        assertThat(outcomes).containsExactlyInAnyOrderEntriesOf(Map.of("alice", MISSING, "bob", MISSING));
    }

    @Test
    void shouldKeepNoneWhenTheMetadataVersionIsTooOld() {
        metadata.replay(
                new FeatureLevelRecord().setName(MetadataVersion.FEATURE).setFeatureLevel((short)
                        (MetadataVersion.V3_5_IV2 - 1)));

        assertThat(alter(List.of(), List.of(upsertion("bob", 1, 4096)))
                        .decide(metadata.image())
                        .answer())
                .containsOnly(Map.entry(
                        "bob",
                        new Outcome(
                                Errors.UNSUPPORTED_VERSION, "The current metadata.version does not support SCRAM")));
    }

    private static Outcome unacceptable(String message) {
        return new Outcome(Errors.UNACCEPTABLE_CREDENTIAL, message);
    }

    private static AlterScramCredentials alter(
            List<ScramCredentialDeletion> deletions, List<ScramCredentialUpsertion> upsertions) {
        return new AlterScramCredentials(deletions, upsertions);
    }

    private static ScramCredentialDeletion deletion(String user, int mechanism) {
        return new ScramCredentialDeletion().setName(user).setMechanism((byte) mechanism);
    }

    private static ScramCredentialUpsertion upsertion(String user, int mechanism, int iterations) {
        return new ScramCredentialUpsertion()
                .setName(user)
                .setMechanism((byte) mechanism)
                .setIterations(iterations)
                .setSalt(SALT)
                .setSaltedPassword(new byte[] {4, 5, 6});
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
