// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.assignor;

import io.barnabas.coordinator.group.modern.Assignment;
import io.barnabas.coordinator.runtime.TopicImage;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.coordinator.group.api.assignor.GroupAssignment;
import org.apache.kafka.coordinator.group.api.assignor.MemberAssignment;
import org.apache.kafka.coordinator.group.api.assignor.MemberSubscription;
import org.apache.kafka.coordinator.group.api.assignor.PartitionAssignor;
import org.apache.kafka.coordinator.group.api.assignor.SubscribedTopicDescriber;
import org.apache.kafka.coordinator.group.api.assignor.SubscriptionType;

/** An assignor of Kafka's behind our interface: the yardstick. */
record KafkaAssignor(PartitionAssignor kafka) implements Assignor {

    @Override
    public String name() {
        return kafka.name();
    }

    @Override
    public Map<String, Assignment> assign(GroupSpec group, TopicImage topics) {
        GroupAssignment assigned = kafka.assign(new Spec(group), new Describer(topics));
        Map<String, Assignment> assignments = new HashMap<>();
        group.members().keySet().forEach(id -> assignments.put(id, Assignment.EMPTY));
        assigned.members().forEach((id, member) -> {
            Map<UUID, Set<Integer>> partitions = new HashMap<>();
            member.partitions().forEach((topic, numbers) -> partitions.put(uuid(topic), numbers));
            assignments.put(id, Assignment.of(partitions));
        });
        return assignments;
    }

    private static Uuid uuid(UUID id) {
        return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    private static UUID uuid(Uuid id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    private record Describer(TopicImage topics) implements SubscribedTopicDescriber {

        @Override
        public int numPartitions(Uuid id) {
            TopicImage.Topic topic = topics.topic(uuid(id));
            return topic == null ? -1 : topic.partitionCount();
        }

        @Override
        public Set<String> racksForPartition(Uuid id, int partition) {
            return Set.of();
        }
    }

    private record Spec(GroupSpec group) implements org.apache.kafka.coordinator.group.api.assignor.GroupSpec {

        @Override
        public Collection<String> memberIds() {
            return group.members().keySet();
        }

        @Override
        public SubscriptionType subscriptionType() {
            return group.isHomogeneous() ? SubscriptionType.HOMOGENEOUS : SubscriptionType.HETEROGENEOUS;
        }

        @Override
        public boolean isPartitionAssigned(Uuid topic, int partition) {
            return group.members().values().stream()
                    .anyMatch(member -> member.target().of(uuid(topic)).contains(partition));
        }

        @Override
        public boolean isPartitionAssignable(Uuid topic, int partition) {
            return true;
        }

        @Override
        public MemberSubscription memberSubscription(String memberId) {
            GroupSpec.MemberSpec member = member(memberId);
            return new MemberSubscription() {
                @Override
                public Optional<String> rackId() {
                    return Optional.empty();
                }

                @Override
                public Optional<String> instanceId() {
                    return Optional.ofNullable(member.instanceId());
                }

                @Override
                public Set<Uuid> subscribedTopicIds() {
                    return member.topics().stream().map(KafkaAssignor::uuid).collect(Collectors.toSet());
                }
            };
        }

        @Override
        public MemberAssignment memberAssignment(String memberId) {
            Map<Uuid, Set<Integer>> partitions = new HashMap<>();
            member(memberId).target().partitions().forEach((topic, numbers) -> partitions.put(uuid(topic), numbers));
            return () -> Collections.unmodifiableMap(partitions);
        }

        private GroupSpec.MemberSpec member(String memberId) {
            GroupSpec.MemberSpec member = group.members().get(memberId);
            if (member == null) {
                throw new IllegalArgumentException(memberId);
            }
            return member;
        }
    }
}
