// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.partition.DirectoryMoves;
import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.security.Operation;
import io.barnabas.log.LogManager;
import io.barnabas.log.LogName;
import io.barnabas.wire.message.AlterReplicaLogDirsRequest;
import io.barnabas.wire.message.AlterReplicaLogDirsRequest.AlterReplicaLogDir;
import io.barnabas.wire.message.AlterReplicaLogDirsRequest.AlterReplicaLogDirTopic;
import io.barnabas.wire.message.AlterReplicaLogDirsResponse;
import io.barnabas.wire.message.AlterReplicaLogDirsResponse.AlterReplicaLogDirPartitionResult;
import io.barnabas.wire.message.AlterReplicaLogDirsResponse.AlterReplicaLogDirTopicResult;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Moves partitions to other log directories of this broker: AlterReplicaLogDirs v1 and v2 (KIP-113). The answer says that a move has begun;
 * DescribeLogDirs shows how far it is. For a partition that does not exist the directory is remembered.
 */
final class AlterReplicaLogDirsHandler implements RequestHandler<AlterReplicaLogDirsRequest> {
    /** What Kafka adds to the topic in the name of a folder that is on its way, beside the partition's number. */
    private static final int FUTURE_CHARS = "-.".length() + 32 + "-future".length();

    private static final int MOST_CHARS = 255;

    private final Partitions partitions;
    private final LogManager logs;
    private final List<Path> configuredDirectories;
    private final DirectoryMoves moves;

    AlterReplicaLogDirsHandler(
            Partitions partitions, LogManager logs, List<Path> configuredDirectories, DirectoryMoves moves) {
        this.partitions = partitions;
        this.logs = logs;
        this.configuredDirectories = configuredDirectories;
        this.moves = moves;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ALTER_REPLICA_LOG_DIRS;
    }

    @Override
    public void handle(RequestContext context, AlterReplicaLogDirsRequest request) {
        context.requireOnCluster(Operation.ALTER);
        Map<String, AlterReplicaLogDirTopicResult> results = new LinkedHashMap<>();
        List<CompletableFuture<Void>> begun = new ArrayList<>();
        for (AlterReplicaLogDir directory : request.dirs()) {
            for (AlterReplicaLogDirTopic topic : directory.topics()) {
                for (int index : topic.partitions()) {
                    add(results, topic.name(), index, alter(directory.path(), topic.name(), index, begun));
                }
            }
        }
        context.respondWhenDone(CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new))
                .thenApply(done -> new AlterReplicaLogDirsResponse().setResults(new ArrayList<>(results.values()))));
    }

    private Errors alter(String target, String topic, int index, List<CompletableFuture<Void>> begun) {
        if (topic.length() + Integer.toString(index).length() + FUTURE_CHARS > MOST_CHARS) {
            return Errors.INVALID_TOPIC_EXCEPTION;
        }
        Path directory = configured(target);
        if (directory == null) {
            return Errors.LOG_DIR_NOT_FOUND;
        }
        if (!logs.directories().contains(directory)) {
            return Errors.KAFKA_STORAGE_ERROR;
        }
        Partition partition = partitions.find(topic, index);
        if (partition == null) {
            LogName.parse(topic + "-" + index).ifPresent(name -> logs.want(name, directory));
            return Errors.UNKNOWN_TOPIC_OR_PARTITION;
        }
        if (partition.log().isOffline()) {
            return Errors.KAFKA_STORAGE_ERROR;
        }
        begun.add(moves.move(partition, directory));
        return Errors.NONE;
    }

    private @Nullable Path configured(String target) {
        try {
            Path path = Path.of(target);
            return configuredDirectories.stream()
                    .filter(directory -> directory.equals(path))
                    .findFirst()
                    .orElse(null);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static void add(Map<String, AlterReplicaLogDirTopicResult> results, String topic, int index, Errors error) {
        results.computeIfAbsent(topic, name -> new AlterReplicaLogDirTopicResult().setTopicName(name))
                .partitions()
                .add(new AlterReplicaLogDirPartitionResult()
                        .setPartitionIndex(index)
                        .setErrorCode(error.code()));
    }

    @Override
    public ApiMessage failed(AlterReplicaLogDirsRequest request, short version, Errors error) {
        Map<String, AlterReplicaLogDirTopicResult> results = new LinkedHashMap<>();
        for (AlterReplicaLogDir directory : request.dirs()) {
            for (AlterReplicaLogDirTopic topic : directory.topics()) {
                topic.partitions().forEach(index -> add(results, topic.name(), index, error));
            }
        }
        return new AlterReplicaLogDirsResponse().setResults(new ArrayList<>(results.values()));
    }
}
