// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.quota;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.MetadataOperation;
import io.barnabas.broker.metadata.record.ClientQuotaRecord;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sets and removes quotas (KIP-546): for each entity all that is asked, or nothing. What is so already is not written again. */
public final class AlterClientQuotas implements MetadataOperation<Map<QuotaEntity, AlterClientQuotas.Outcome>> {
    /** How one entity fared. */
    public record Outcome(Errors error, @Nullable String message) {}

    /** The new value of a quota, null to remove it. */
    public record Change(String key, @Nullable Double value) {}

    /** What one entry of the request asks. */
    public record Alteration(QuotaEntity entity, List<Change> changes) {
        public Alteration {
            changes = List.copyOf(changes);
        }
    }

    private final List<Alteration> alterations;
    private final Set<String> unknownHosts;
    private final boolean validateOnly;

    /** @param unknownHosts the names of addresses that are none, and stand for none */
    public AlterClientQuotas(List<Alteration> alterations, Set<String> unknownHosts, boolean validateOnly) {
        this.alterations = List.copyOf(alterations);
        this.unknownHosts = Set.copyOf(unknownHosts);
        this.validateOnly = validateOnly;
    }

    @Override
    public Decision<Map<QuotaEntity, Outcome>> decide(MetadataImage image) {
        Map<QuotaEntity, Outcome> outcomes = new LinkedHashMap<>();
        List<Message> records = new ArrayList<>();
        for (Alteration alteration : alterations) {
            QuotaEntity entity = alteration.entity();
            try {
                Map<String, @Nullable Double> changes = changes(alteration);
                if (changes.size() < alteration.changes().size() || outcomes.containsKey(entity)) {
                    // Of an entity that is named twice, Kafka too does what stands first.
                    throw new ApiException(Errors.INVALID_REQUEST, "Ignoring duplicate entity " + entity);
                }
                QuotaRules.checkEntity(entity, unknownHosts);
                records.addAll(records(image, entity, changes));
                outcomes.put(entity, new Outcome(Errors.NONE, null));
            } catch (ApiException e) {
                outcomes.put(entity, new Outcome(e.error(), e.getMessage()));
            }
        }
        return new Decision<>(outcomes, validateOnly ? List.of() : records);
    }

    private static Map<String, @Nullable Double> changes(Alteration alteration) {
        Map<String, @Nullable Double> changes = new TreeMap<>();
        alteration.changes().forEach(change -> changes.put(change.key(), change.value()));
        return changes;
    }

    private static List<Message> records(
            MetadataImage image, QuotaEntity entity, Map<String, @Nullable Double> changes) {
        List<Message> records = new ArrayList<>();
        changes.forEach((key, value) -> {
            if (value != null) {
                QuotaRules.checkValue(entity, key, value);
            }
            ClientQuotaRecord record = new ClientQuotaRecord()
                    .setEntity(entity.inRecords())
                    .setKey(key)
                    .setValue(value == null ? 0 : value)
                    .setRemove(value == null);
            ClientQuotaRecord present = image.clientQuota(record);
            boolean isSo = present == null ? value == null : value != null && value.equals(present.value());
            if (!isSo) {
                records.add(record);
            }
        });
        return records;
    }
}
