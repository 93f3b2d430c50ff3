// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.broker.config.ConfigDescriber;
import io.barnabas.broker.config.ConfigDescription;
import io.barnabas.broker.config.DynamicConfigs;
import io.barnabas.broker.config.InvalidConfigException;
import io.barnabas.broker.config.TopicConfigs;
import io.barnabas.wire.message.CreateTopicsResponse.CreatableTopicConfigs;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The rules of the config tables over the broker's values of the moment. Any thread. */
public final class ConfiguredTopicRules implements TopicConfigRules {
    private final DynamicConfigs broker;

    public ConfiguredTopicRules(DynamicConfigs broker) {
        this.broker = broker;
    }

    @Override
    public void validate(String topic, Map<String, String> overrides) {
        try {
            TopicConfigs.validate(overrides);
        } catch (InvalidConfigException e) {
            String message = e.getMessage();
            throw new ApiException(Errors.INVALID_CONFIG, message == null ? e.toString() : message);
        }
    }

    @Override
    public List<CreatableTopicConfigs> effective(Map<String, String> overrides) {
        return new ConfigDescriber(broker.current())
                .topic(overrides).stream()
                        .map(ConfiguredTopicRules::entry)
                        .sorted(Comparator.comparing(CreatableTopicConfigs::name))
                        .toList();
    }

    private static CreatableTopicConfigs entry(ConfigDescription config) {
        return new CreatableTopicConfigs()
                .setName(config.name())
                .setValue(config.value())
                .setReadOnly(config.readOnly())
                .setConfigSource(config.source().wireId())
                .setIsSensitive(config.sensitive());
    }
}
