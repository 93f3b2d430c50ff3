// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.group;

import io.barnabas.compat.harness.Clients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.SubscriptionPattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** A member of a group on a thread of its own: polls, commits after every poll, and remembers what it saw. */
final class Member implements AutoCloseable {
    private static final String CONSUMER_PROTOCOL = "group.protocol=consumer";

    private final Consumer<String, String> consumer;
    private final Thread thread;
    private final Set<TopicPartition> assignment = ConcurrentHashMap.newKeySet();
    private final List<ConsumerRecord<String, String>> records = new CopyOnWriteArrayList<>();
    private final List<Set<TopicPartition>> revocations = new CopyOnWriteArrayList<>();
    private volatile GroupMembershipOperation farewell = GroupMembershipOperation.DEFAULT;
    private volatile Throwable failure;

    Member(String bootstrap, String group, Collection<String> topics, String... properties) {
        this(
                Clients.groupConsumer(bootstrap, group, properties),
                group,
                (consumer, listener) -> consumer.subscribe(topics, listener));
    }

    /** A member of a group of KIP-848. */
    static Member ofConsumerProtocol(String bootstrap, String group, Collection<String> topics, String... properties) {
        return new Member(
                consumerProtocol(bootstrap, group, properties),
                group,
                (consumer, listener) -> consumer.subscribe(topics, listener));
    }

    /** One that leaves it to the broker to match the pattern. */
    static Member ofPattern(String bootstrap, String group, SubscriptionPattern pattern) {
        return new Member(
                consumerProtocol(bootstrap, group),
                group,
                (consumer, listener) -> consumer.subscribe(pattern, listener));
    }

    static Consumer<String, String> consumerProtocol(String bootstrap, String group, String... properties) {
        var all = new ArrayList<>(List.of("group.id=" + group, CONSUMER_PROTOCOL));
        all.addAll(List.of(properties));
        return Clients.consumer(bootstrap, all.toArray(String[]::new));
    }

    private Member(
            Consumer<String, String> consumer,
            String group,
            BiConsumer<Consumer<String, String>, ConsumerRebalanceListener> subscription) {
        this.consumer = consumer;
        subscription.accept(consumer, new Assignment());
        thread = new Thread(this::run, group + "-member");
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                var batch = consumer.poll(Duration.ofSeconds(1));
                if (!batch.isEmpty()) {
                    batch.forEach(records::add);
                    consumer.commitSync();
                }
            }
        } catch (WakeupException e) {
            // The test has seen enough.
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            consumer.close(CloseOptions.groupMembershipOperation(farewell));
        }
    }

    Set<TopicPartition> assignment() {
        if (failure != null) {
            throw new AssertionError("the member failed", failure);
        }
        return Set.copyOf(assignment);
    }

    List<ConsumerRecord<String, String>> records() {
        return List.copyOf(records);
    }

    /** What was taken from it, one set a rebalance that took anything. */
    List<Set<TopicPartition>> revocations() {
        return List.copyOf(revocations);
    }

    Throwable failure() {
        return failure;
    }

    /** Stops without a word: the broker must find out by the session timeout. */
    void vanish() {
        farewell = GroupMembershipOperation.REMAIN_IN_GROUP;
        close();
    }

    /** Stops before its block ends, and says so to the broker. */
    void leave() {
        close();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Clients.TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assignment.clear();
    }

    private final class Assignment implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            assignment.addAll(partitions);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                revocations.add(new HashSet<>(partitions));
                assignment.removeAll(partitions);
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            onPartitionsRevoked(partitions);
        }
    }
}
