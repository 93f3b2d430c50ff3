// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.AccessControlEntryRecord;
import io.barnabas.broker.metadata.record.ClientQuotaRecord;
import io.barnabas.broker.metadata.record.DelegationTokenRecord;
import io.barnabas.broker.metadata.record.RemoveAccessControlEntryRecord;
import io.barnabas.broker.metadata.record.RemoveDelegationTokenRecord;
import io.barnabas.broker.metadata.record.RemoveUserScramCredentialRecord;
import io.barnabas.broker.metadata.record.UserScramCredentialRecord;
import io.barnabas.wire.protocol.Message;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * State that nothing in the broker acts on yet (credentials, access rules, quotas, tokens) and that must outlive snapshots
 * nevertheless: each record is kept whole, under the key that the record which replaces or removes it has as well.
 *
 * @param value null when the record removes what is kept
 */
record KeptRecord(KeptRecord.Key key, @Nullable Message value) {
    record Key(Kind kind, String id) {}

    enum Kind {
        SCRAM_CREDENTIAL,
        ACCESS_CONTROL_ENTRY,
        CLIENT_QUOTA,
        DELEGATION_TOKEN
    }

    /** Null when the message is of another type. */
    static @Nullable KeptRecord of(Message message) {
        if (message instanceof UserScramCredentialRecord scram) {
            return new KeptRecord(scramKey(scram.mechanism(), scram.name()), scram);
        }
        if (message instanceof RemoveUserScramCredentialRecord removed) {
            return new KeptRecord(scramKey(removed.mechanism(), removed.name()), null);
        }
        if (message instanceof AccessControlEntryRecord entry) {
            return new KeptRecord(new Key(Kind.ACCESS_CONTROL_ENTRY, entry.id().toString()), entry);
        }
        if (message instanceof RemoveAccessControlEntryRecord removed) {
            return new KeptRecord(
                    new Key(Kind.ACCESS_CONTROL_ENTRY, removed.id().toString()), null);
        }
        if (message instanceof ClientQuotaRecord quota) {
            return new KeptRecord(quotaKey(quota), quota.remove() ? null : quota);
        }
        if (message instanceof DelegationTokenRecord token) {
            return new KeptRecord(new Key(Kind.DELEGATION_TOKEN, token.tokenId()), token);
        }
        if (message instanceof RemoveDelegationTokenRecord removed) {
            return new KeptRecord(new Key(Kind.DELEGATION_TOKEN, removed.tokenId()), null);
        }
        return null;
    }

    static Key scramKey(byte mechanism, String user) {
        return new Key(Kind.SCRAM_CREDENTIAL, mechanism + ":" + user);
    }

    static Key quotaKey(ClientQuotaRecord quota) {
        return new Key(Kind.CLIENT_QUOTA, quotaId(quota));
    }

    /** Lengths stand before the names, so that no two entities share an id. */
    private static String quotaId(ClientQuotaRecord quota) {
        StringBuilder id = new StringBuilder();
        quota.entity().stream()
                .sorted(Comparator.comparing(ClientQuotaRecord.EntityData::entityType))
                .forEach(entity -> {
                    String name = entity.entityName();
                    id.append(entity.entityType()).append('=');
                    id.append(name == null ? "default" : name.length() + ":" + name)
                            .append(',');
                });
        return id.append(quota.key()).toString();
    }
}
