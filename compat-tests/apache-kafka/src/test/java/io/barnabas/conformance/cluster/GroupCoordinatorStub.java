// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.util.Properties;
import kafka.server.KafkaConfig;

/** What tests ask a group coordinator, although it is elsewhere: how the topic of the offsets is to be made. */
public final class GroupCoordinatorStub {
    private final KafkaConfig config;

    GroupCoordinatorStub(KafkaConfig config) {
        this.config = config;
    }

    public Properties groupMetadataTopicConfigs() {
        var configs = new Properties();
        configs.setProperty("cleanup.policy", "compact");
        configs.setProperty("compression.type", "producer");
        configs.setProperty("segment.bytes", Integer.toString(config.getInt("offsets.topic.segment.bytes")));
        return configs;
    }
}
