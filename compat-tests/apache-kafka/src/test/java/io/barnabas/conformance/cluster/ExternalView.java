// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.server.common.FinalizedFeatures;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.test.TestUtils;
import org.jspecify.annotations.Nullable;

/** What a client sees of the cluster: it asks until the answer is the expected one. */
final class ExternalView {
    private static final long TOPIC_TIMEOUT_MS = 10_000;

    private final ExternalCluster cluster;
    private @Nullable Admin admin;

    ExternalView(ExternalCluster cluster) {
        this.cluster = cluster;
    }

    private interface Question<T> {
        T ask(Admin admin) throws Exception;
    }

    private <T> T ask(Question<T> question) {
        try {
            return question.ask(admin());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** One for all questions: to make one takes longer than to answer. */
    private synchronized Admin admin() {
        if (admin == null) {
            admin = cluster.admin(Map.of(
                    AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                    "10",
                    AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                    "50",
                    AdminClientConfig.RETRY_BACKOFF_MS_CONFIG,
                    "10"));
        }
        return admin;
    }

    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
    }

    /** Until ApiVersions and Metadata have been answered. */
    void awaitAnswers() throws InterruptedException {
        TestUtils.waitForCondition(
                () -> !ask(admin -> admin.describeCluster().nodes().get()).isEmpty(), "the broker does not answer");
    }

    String clusterId() {
        return ask(admin -> admin.describeCluster().clusterId().get());
    }

    boolean isThere() {
        return cluster.isAlive();
    }

    List<Node> nodes() {
        return ask(admin -> List.copyOf(admin.describeCluster().nodes().get()));
    }

    FinalizedFeatures features() {
        var described = ask(admin -> admin.describeFeatures().featureMetadata().get());
        var levels = new HashMap<String, Short>();
        described.finalizedFeatures().forEach((name, range) -> levels.put(name, range.maxVersionLevel()));
        return new FinalizedFeatures(
                MetadataVersion.fromFeatureLevel(levels.getOrDefault(MetadataVersion.FEATURE_NAME, (short) 0)),
                levels,
                described.finalizedFeaturesEpoch().orElse(-1L));
    }

    void awaitTopic(String topic, int partitions) throws InterruptedException {
        TestUtils.waitForCondition(() -> isThere(topic, partitions), TOPIC_TIMEOUT_MS, topic + " is not there");
    }

    private boolean isThere(String topic, int partitions) {
        return topic(topic)
                .filter(found -> found.partitions().size() == partitions)
                .filter(found -> found.partitions().stream().allMatch(partition -> partition.leader() != null))
                .isPresent();
    }

    Optional<TopicDescription> topic(String topic) {
        return ask(admin -> {
            try {
                return Optional.ofNullable(admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    Map<String, Uuid> topicIds() {
        return ask(admin -> admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .listings()
                        .get())
                .stream()
                .collect(Collectors.toMap(TopicListing::name, TopicListing::topicId));
    }

    void awaitNoTopic(String topic) throws InterruptedException {
        TestUtils.waitForCondition(
                () -> ask(admin -> !admin.listTopics().names().get().contains(topic)),
                TOPIC_TIMEOUT_MS,
                topic + " is still there");
    }

    void awaitAcls(AclBindingFilter filter, Collection<AccessControlEntry> entries) throws InterruptedException {
        var expected = Set.copyOf(entries);
        TestUtils.waitForCondition(
                () -> ask(admin -> admin.describeAcls(filter).values().get()).stream()
                        .map(AclBinding::entry)
                        .collect(Collectors.toSet())
                        .equals(expected),
                "the ACLs are not there");
    }
}
