// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.seed;

import io.barnabas.broker.StartupException;
import io.barnabas.wire.message.AlterUserScramCredentialsRequest;
import io.barnabas.wire.message.AlterUserScramCredentialsRequest.ScramCredentialUpsertion;
import io.barnabas.wire.message.AlterUserScramCredentialsResponse;
import io.barnabas.wire.message.AlterUserScramCredentialsResponse.AlterUserScramCredentialsResult;
import io.barnabas.wire.message.DescribeUserScramCredentialsRequest;
import io.barnabas.wire.message.DescribeUserScramCredentialsRequest.UserName;
import io.barnabas.wire.message.DescribeUserScramCredentialsResponse;
import io.barnabas.wire.protocol.Errors;
import java.security.SecureRandom;
import java.util.List;

/** Gives SCRAM credentials to users who have none of that mechanism. */
final class UserSeeding {
    private static final int SALT_BYTES = 20;

    private final SeedClient client;
    private final SecureRandom random = new SecureRandom();

    UserSeeding(SeedClient client) {
        this.client = client;
    }

    void set(UserSeed user) {
        byte mechanism = ScramPassword.code(user.mechanism());
        if (has(user.name(), mechanism)) {
            return;
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        AlterUserScramCredentialsRequest request = new AlterUserScramCredentialsRequest()
                .setUpsertions(List.of(new ScramCredentialUpsertion()
                        .setName(user.name())
                        .setMechanism(mechanism)
                        .setIterations(user.iterations())
                        .setSalt(salt)
                        .setSaltedPassword(
                                ScramPassword.salted(user.mechanism(), user.password(), salt, user.iterations()))));
        AlterUserScramCredentialsResult result = client.ask(AlterUserScramCredentialsResponse.class, request)
                .results()
                .get(0);
        if (result.errorCode() != Errors.NONE.code()) {
            String reason = result.errorMessage() == null
                    ? Errors.forCode(result.errorCode()).message()
                    : result.errorMessage();
            throw new StartupException(
                    user.origin() + ": cannot set the password of user " + user.name() + ": " + reason);
        }
    }

    private boolean has(String name, byte mechanism) {
        DescribeUserScramCredentialsRequest request =
                new DescribeUserScramCredentialsRequest().setUsers(List.of(new UserName().setName(name)));
        return client.ask(DescribeUserScramCredentialsResponse.class, request).results().stream()
                .flatMap(result -> result.credentialInfos().stream())
                .anyMatch(credential -> credential.mechanism() == mechanism);
    }
}
