// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.modern;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.TestTopics;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** That the hashes are Kafka's is what the compat tests see, where a stock broker goes on from our directory. */
class TopicHashesTest {

    private final TestTopics topics = new TestTopics();
    private final TopicHashes hashes = new TopicHashes();

    @Test
    void shouldNotDependOnTheOrderOfTopicsNorOnTopicsThatDoNotExist() {
        topics.put("a", 1);
        topics.put("b", 2);

        long hash = hashes.ofGroup(List.of("a", "b"), topics.image());

        assertThat(hashes.ofGroup(List.of("b", "missing", "a"), topics.image())).isEqualTo(hash);
        assertThat(hashes.ofGroup(List.of("missing"), topics.image())).isZero();
    }

    @Test
    void shouldChangeWithPartitionsAndRacks() {
        topics.put("a", 1);
        long before = hashes.ofGroup(List.of("a"), topics.image());

        topics.put("a", 2);

        assertThat(hashes.ofGroup(List.of("a"), topics.image())).isNotEqualTo(before);
        var id = new UUID(1, 2);
        assertThat(TopicHashes.ofTopic(new TopicImage.Topic(id, "a", List.of(List.of("r1")))))
                .isNotEqualTo(TopicHashes.ofTopic(new TopicImage.Topic(id, "a", List.of(List.of("r2")))));
    }
}
