// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.wire.message.CreateTopicsResponse.CreatableTopicConfigs;
import java.util.List;
import java.util.Map;

/** What creating a topic has to know about topic configs; the config tables are behind it. */
public interface TopicConfigRules {
    /**
     * Checks the entries that a new topic is to have.
     *
     * @throws io.barnabas.wire.protocol.ApiException INVALID_CONFIG with Kafka's text when one of them is unknown or has a bad value
     */
    void validate(String topic, Map<String, String> overrides);

    /** All configs of a topic with these overrides, in the order of their names, with the place each value comes from. */
    List<CreatableTopicConfigs> effective(Map<String, String> overrides);
}
