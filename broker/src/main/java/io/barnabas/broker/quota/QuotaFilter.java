// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.quota;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.record.ClientQuotaRecord;
import io.barnabas.wire.message.DescribeClientQuotasRequest.ComponentData;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which entities somebody wants to see the quotas of, as DescribeClientQuotas says it (KIP-546). */
public final class QuotaFilter {
    private final Map<String, Match> byType = new HashMap<>();
    private final boolean strict;

    /** What the name of an entity must be like. */
    private enum MatchType {
        EXACT,
        DEFAULT,
        ANY
    }

    private record Match(MatchType type, @Nullable String name) {
        boolean fits(@Nullable String actual) {
            return switch (type) {
                case EXACT -> actual != null && actual.equals(name);
                case DEFAULT -> actual == null;
                case ANY -> true;
            };
        }
    }

    /**
     * Throws {@link ApiException} when the components make no sense.
     *
     * @param strict leaves out entities of further types
     */
    public QuotaFilter(List<ComponentData> components, boolean strict) {
        this.strict = strict;
        for (ComponentData component : components) {
            String type = component.entityType();
            require(!type.isEmpty(), "Invalid empty entity type.");
            require(!byType.containsKey(type), "Entity type " + type + " cannot appear more than once in the filter.");
            if (!QuotaEntity.TYPES.contains(type)) {
                throw new ApiException(Errors.UNSUPPORTED_VERSION, "Unsupported entity type " + type);
            }
            byType.put(type, match(component.matchType(), component.match()));
        }
        require(
                !byType.containsKey(QuotaEntity.IP) || byType.size() == 1,
                "Invalid entity filter component combination. IP filter component should not be used with user or clientId filter component.");
    }

    private static Match match(byte type, @Nullable String name) {
        return switch (type) {
            case 0 -> {
                require(name != null, "Request specified MATCH_TYPE_EXACT, but set match string to null.");
                yield new Match(MatchType.EXACT, name);
            }
            case 1 -> {
                require(name == null, "Request specified MATCH_TYPE_DEFAULT, but also specified a match string.");
                yield new Match(MatchType.DEFAULT, null);
            }
            case 2 -> {
                require(name == null, "Request specified MATCH_TYPE_SPECIFIED, but also specified a match string.");
                yield new Match(MatchType.ANY, null);
            }
            default -> throw new ApiException(Errors.INVALID_REQUEST, "Unknown match type " + type);
        };
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new ApiException(Errors.INVALID_REQUEST, message);
        }
    }

    /** The quotas of the entities that are wanted, by key. */
    public Map<QuotaEntity, SortedMap<String, Double>> select(MetadataImage image) {
        Map<QuotaEntity, SortedMap<String, Double>> selected =
                new TreeMap<>(Comparator.comparing(QuotaEntity::toString));
        for (ClientQuotaRecord quota : (Iterable<ClientQuotaRecord>) image.clientQuotas()::iterator) {
            QuotaEntity entity = QuotaEntity.of(quota);
            if (isWanted(entity)) {
                selected.computeIfAbsent(entity, e -> new TreeMap<>()).put(quota.key(), quota.value());
            }
        }
        return selected;
    }

    private boolean isWanted(QuotaEntity entity) {
        Map<String, String> names = entity.names();
        return (!strict || names.size() == byType.size())
                && byType.entrySet().stream()
                        .allMatch(match -> names.containsKey(match.getKey())
                                && match.getValue().fits(names.get(match.getKey())));
    }
}
