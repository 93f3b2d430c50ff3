// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.security;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.MetadataOperation;
import io.barnabas.broker.metadata.MetadataVersion;
import io.barnabas.broker.metadata.record.RemoveUserScramCredentialRecord;
import io.barnabas.broker.metadata.record.UserScramCredentialRecord;
import io.barnabas.wire.message.AlterUserScramCredentialsRequest.ScramCredentialDeletion;
import io.barnabas.wire.message.AlterUserScramCredentialsRequest.ScramCredentialUpsertion;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets and deletes credentials of users (KIP-554), for each user at most one in a request: nothing is done for a user who is named
 * twice, or whose one change is wrong. What is written holds no password.
 */
public final class AlterScramCredentials implements MetadataOperation<Map<String, AlterScramCredentials.Outcome>> {
    /** How the change of one user fared. */
    public record Outcome(Errors error, @Nullable String message) {}

    private final List<ScramCredentialDeletion> deletions;
    private final List<ScramCredentialUpsertion> upsertions;

    public AlterScramCredentials(List<ScramCredentialDeletion> deletions, List<ScramCredentialUpsertion> upsertions) {
        this.deletions = List.copyOf(deletions);
        this.upsertions = List.copyOf(upsertions);
    }

    /** The outcomes are in the order in which the request names the users, deletions first. */
    @Override
    public Decision<Map<String, Outcome>> decide(MetadataImage image) {
        Changes changes = new Changes(image);
        deletions.forEach(deletion -> changes.add(deletion.name(), () -> delete(image, deletion)));
        upsertions.forEach(upsertion -> changes.add(upsertion.name(), () -> upsert(upsertion)));
        return new Decision<>(changes.outcomes, List.copyOf(changes.records.values()));
    }

    /** What has been decided so far; by user. */
    private static final class Changes {
        private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
        private final Map<String, Message> records = new LinkedHashMap<>();
        private final boolean isSupported;

        Changes(MetadataImage image) {
            isSupported = image.metadataVersion() >= MetadataVersion.V3_5_IV2;
        }

        void add(String user, Supplier<Message> change) {
            Outcome before = outcomes.get(user);
            if (before != null && before.error() != Errors.NONE) {
                return;
            }
            try {
                if (before != null) {
                    throw new ApiException(
                            Errors.DUPLICATE_RESOURCE, "A user credential cannot be altered twice in the same request");
                }
                if (!isSupported) {
                    throw new ApiException(
                            Errors.UNSUPPORTED_VERSION, "The current metadata.version does not support SCRAM");
                }
                records.put(user, change.get());
                outcomes.put(user, new Outcome(Errors.NONE, null));
            } catch (ApiException e) {
                records.remove(user);
                outcomes.put(user, new Outcome(e.error(), e.getMessage()));
            }
        }
    }

    private static Message delete(MetadataImage image, ScramCredentialDeletion deletion) {
        ScramMechanism mechanism = mechanism(deletion.name(), deletion.mechanism());
        if (image.scramCredential(mechanism.code(), deletion.name()) == null) {
            throw new ApiException(
                    Errors.RESOURCE_NOT_FOUND, "Attempt to delete a user credential that does not exist");
        }
        return new RemoveUserScramCredentialRecord().setName(deletion.name()).setMechanism(mechanism.code());
    }

    private static Message upsert(ScramCredentialUpsertion upsertion) {
        ScramMechanism mechanism = mechanism(upsertion.name(), upsertion.mechanism());
        require(upsertion.iterations() >= ScramMechanism.LEAST_ITERATIONS, "Too few iterations");
        require(upsertion.iterations() <= ScramMechanism.MOST_ITERATIONS, "Too many iterations");
        require(upsertion.saltedPassword().length > 0, "Salted password must not be empty");
        return new UserScramCredentialRecord()
                .setName(upsertion.name())
                .setMechanism(mechanism.code())
                .setSalt(upsertion.salt())
                .setStoredKey(mechanism.storedKey(upsertion.saltedPassword()))
                .setServerKey(mechanism.serverKey(upsertion.saltedPassword()))
                .setIterations(upsertion.iterations());
    }

    private static ScramMechanism mechanism(String user, byte code) {
        require(!user.isEmpty(), "Username must not be empty");
        ScramMechanism mechanism = ScramMechanism.forCode(code);
        if (mechanism == null) {
            throw new ApiException(Errors.UNSUPPORTED_SASL_MECHANISM, "Unknown SCRAM mechanism");
        }
        return mechanism;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new ApiException(Errors.UNACCEPTABLE_CREDENTIAL, message);
        }
    }
}
