// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.coordination;

import io.barnabas.broker.config.ConfigValues;
import io.barnabas.broker.config.DynamicConfigs;
import io.barnabas.broker.metadata.ConfigResource;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.coordinator.group.modern.GroupOverrides;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator has set for a group, else what was set for all brokers while they run: {@code
 * group.consumer.assignment.interval.ms} is the same for all groups as {@code consumer.assignment.interval.ms} for one.
 */
public record GroupResourceOverrides(Supplier<MetadataImage> metadata, DynamicConfigs configs)
        implements GroupOverrides {

    @Override
    public @Nullable String find(String groupId, String name) {
        String own = metadata.get()
                .config(new ConfigResource(ConfigResource.Type.GROUP, groupId))
                .get(name);
        if (own != null) {
            return own;
        }
        ConfigValues current = configs.current();
        return current.isSet("group." + name) ? current.find("group." + name) : null;
    }
}
