// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import io.barnabas.broker.metadata.MetadataConfig;

/** The properties of topics and of the metadata log: from names and texts to {@link MetadataConfig}. */
final class MetadataProperties {
    private MetadataProperties() {}

    static MetadataConfig metadataConfig(ConfigValues values) {
        int replicas = values.integer("default.replication.factor");
        if (replicas < 1 || replicas > Short.MAX_VALUE) {
            throw InvalidConfigException.of("default.replication.factor", replicas, "Value must be at least 1");
        }
        return new MetadataConfig(
                values.integer("num.partitions"),
                (short) replicas,
                values.flag("auto.create.topics.enable"),
                values.flag("delete.topic.enable"),
                values.integer("max.request.partition.size.limit"),
                values.number("metadata.log.max.record.bytes.between.snapshots"));
    }
}
