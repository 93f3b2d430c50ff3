// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.metadata.record.ConfigRecord;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import io.barnabas.wire.protocol.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes the entries of config resources. What an entry may be is decided by the caller's change, which gets a resource's entries
 * as they are when its turn comes, and gives them as they are to be; the records are the difference.
 */
public final class AlterConfigs implements MetadataOperation<Map<ConfigResource, AlterConfigs.Outcome>> {
    /** How one resource fared. */
    public record Outcome(Errors error, @Nullable String message) {
        static final Outcome DONE = new Outcome(Errors.NONE, null);
    }

    private final Map<ConfigResource, UnaryOperator<Map<String, String>>> changes;
    private final boolean validateOnly;

    /**
     * @param changes from the entries of a resource now to those wanted; throws {@link ApiException} to refuse. Runs on the
     *     metadata thread, may change and return the map that it is given
     */
    public AlterConfigs(Map<ConfigResource, UnaryOperator<Map<String, String>>> changes, boolean validateOnly) {
        this.changes = new LinkedHashMap<>(changes);
        this.validateOnly = validateOnly;
    }

    @Override
    public Decision<Map<ConfigResource, Outcome>> decide(MetadataImage image) {
        Map<ConfigResource, Outcome> outcomes = new HashMap<>();
        List<Message> records = new ArrayList<>();
        changes.forEach((resource, change) -> {
            Map<String, String> before = image.config(resource);
            try {
                checkExists(image, resource);
                addDifference(records, resource, before, change.apply(new TreeMap<>(before)));
                outcomes.put(resource, Outcome.DONE);
            } catch (ApiException e) {
                outcomes.put(resource, new Outcome(e.error(), e.getMessage()));
            }
        });
        return new Decision<>(outcomes, validateOnly ? List.of() : records);
    }

    private static void checkExists(MetadataImage image, ConfigResource resource) {
        if (resource.type() == ConfigResource.Type.TOPIC && image.topic(resource.name()) == null) {
            throw new ApiException(
                    Errors.UNKNOWN_TOPIC_OR_PARTITION, "The topic '" + resource.name() + "' does not exist.");
        }
    }

    private static void addDifference(
            List<Message> records, ConfigResource resource, Map<String, String> before, Map<String, String> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            String value = after.get(name);
            if (!Objects.equals(before.get(name), value)) {
                records.add(new ConfigRecord()
                        .setResourceType(resource.type().code())
                        .setResourceName(resource.name())
                        .setName(name)
                        .setValue(value));
            }
        }
    }
}
