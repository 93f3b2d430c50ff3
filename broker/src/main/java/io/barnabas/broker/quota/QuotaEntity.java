// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.quota;

import io.barnabas.broker.metadata.record.ClientQuotaRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whom a quota is for: a user, a client id, both, or an address.
 *
 * @param names by type; a name that is null stands for all that have no quota of their own
 */
public record QuotaEntity(SortedMap<String, @Nullable String> names) {
    static final String CLIENT_ID = "client-id";
    static final String USER = "user";
    static final String IP = "ip";
    static final List<String> TYPES = List.of(CLIENT_ID, USER, IP);

    /** As Kafka's records and answers have them; types that there are not come last. */
    private static final Comparator<String> ORDER = Comparator.<String>comparingInt(
                    type -> TYPES.contains(type) ? TYPES.indexOf(type) : TYPES.size())
            .thenComparing(Comparator.naturalOrder());

    public QuotaEntity {
        names = Collections.unmodifiableSortedMap(sorted(names));
    }

    public static QuotaEntity of(Map<String, @Nullable String> names) {
        return new QuotaEntity(sorted(names));
    }

    static QuotaEntity of(ClientQuotaRecord quota) {
        SortedMap<String, @Nullable String> names = new TreeMap<>(ORDER);
        quota.entity().forEach(entity -> names.put(entity.entityType(), entity.entityName()));
        return new QuotaEntity(names);
    }

    private static SortedMap<String, @Nullable String> sorted(Map<String, @Nullable String> names) {
        SortedMap<String, @Nullable String> sorted = new TreeMap<>(ORDER);
        sorted.putAll(names);
        return sorted;
    }

    /** The address, or its name, when it is for a single one. */
    public @Nullable String address() {
        return names.get(IP);
    }

    List<ClientQuotaRecord.EntityData> inRecords() {
        List<ClientQuotaRecord.EntityData> entity = new ArrayList<>();
        names.forEach((type, name) -> entity.add(
                new ClientQuotaRecord.EntityData().setEntityType(type).setEntityName(name)));
        return entity;
    }

    /** As Kafka's messages name it. */
    @Override
    public String toString() {
        return "ClientQuotaEntity(entries=" + names + ")";
    }
}
