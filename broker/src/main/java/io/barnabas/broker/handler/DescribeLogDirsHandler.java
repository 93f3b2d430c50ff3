// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.partition.DirectoryMoves;
import io.barnabas.broker.partition.Partition;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.security.Operation;
import io.barnabas.log.LogManager;
import io.barnabas.log.LogMove;
import io.barnabas.log.PartitionLog;
import io.barnabas.wire.message.ApiKey;
import io.barnabas.wire.message.DescribeLogDirsRequest;
import io.barnabas.wire.message.DescribeLogDirsRequest.DescribableLogDirTopic;
import io.barnabas.wire.message.DescribeLogDirsResponse;
import io.barnabas.wire.message.DescribeLogDirsResponse.DescribeLogDirsPartition;
import io.barnabas.wire.message.DescribeLogDirsResponse.DescribeLogDirsResult;
import io.barnabas.wire.message.DescribeLogDirsResponse.DescribeLogDirsTopic;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what each log directory holds and how large it is: DescribeLogDirs v1 to v5 (KIP-113, KIP-827). Directories that have
 * failed are named with KAFKA_STORAGE_ERROR. Asks the file system, so it works on the disk pool.
 */
final class DescribeLogDirsHandler implements RequestHandler<DescribeLogDirsRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(DescribeLogDirsHandler.class);

    private final Supplier<MetadataImage> metadata;
    private final Partitions partitions;
    private final DirectoryMoves moves;
    private final LogManager logs;
    private final List<Path> configuredDirectories;
    private final Executor diskPool;

    DescribeLogDirsHandler(
            Supplier<MetadataImage> metadata,
            Partitions partitions,
            DirectoryMoves moves,
            LogManager logs,
            List<Path> configuredDirectories,
            Executor diskPool) {
        this.metadata = metadata;
        this.partitions = partitions;
        this.moves = moves;
        this.logs = logs;
        this.configuredDirectories = configuredDirectories;
        this.diskPool = diskPool;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_LOG_DIRS;
    }

    @Override
    public void handle(RequestContext context, DescribeLogDirsRequest request) {
        context.requireOnCluster(Operation.DESCRIBE);
        BiPredicate<String, Integer> wanted = wantedBy(request);
        context.respondWhenDone(CompletableFuture.supplyAsync(() -> describe(wanted), diskPool));
    }

    /** No topics at all means all of them. */
    private static BiPredicate<String, Integer> wantedBy(DescribeLogDirsRequest request) {
        List<DescribableLogDirTopic> topics = request.topics();
        if (topics == null) {
            return (topic, partition) -> true;
        }
        Map<String, Set<Integer>> named = new HashMap<>();
        for (DescribableLogDirTopic topic : topics) {
            named.computeIfAbsent(topic.topic(), name -> new HashSet<>()).addAll(topic.partitions());
        }
        return (topic, partition) -> named.getOrDefault(topic, Set.of()).contains(partition);
    }

    private DescribeLogDirsResponse describe(BiPredicate<String, Integer> wanted) {
        Map<Path, DescribeLogDirsResult> results = new HashMap<>();
        DescribeLogDirsResponse response = new DescribeLogDirsResponse();
        List<Path> online = logs.directories();
        for (Path directory : configuredDirectories) {
            DescribeLogDirsResult result = new DescribeLogDirsResult().setLogDir(directory.toString());
            response.results().add(result);
            if (online.contains(directory)) {
                measure(directory, result);
                results.put(directory, result);
            } else {
                result.setErrorCode(Errors.KAFKA_STORAGE_ERROR.code());
            }
        }
        metadata.get().topics().forEach(topic -> addTopic(topic, wanted, results));
        return response;
    }

    private static void measure(Path directory, DescribeLogDirsResult result) {
        try {
            FileStore store = Files.getFileStore(directory);
            result.setTotalBytes(store.getTotalSpace()).setUsableBytes(store.getUsableSpace());
        } catch (IOException e) {
            LOG.warn("Cannot measure the file system of {}", directory, e);
            result.setErrorCode(Errors.KAFKA_STORAGE_ERROR.code());
        }
    }

    private void addTopic(
            TopicInfo topic, BiPredicate<String, Integer> wanted, Map<Path, DescribeLogDirsResult> results) {
        Map<Path, DescribeLogDirsTopic> entries = new HashMap<>();
        for (int index = 0; index < topic.partitions().size(); index++) {
            Partition partition = wanted.test(topic.name(), index) ? partitions.find(topic.name(), index) : null;
            if (partition == null) {
                continue;
            }
            add(topic, logs.directoryOf(partition.log()), describe(index, partition.log()), results, entries);
            LogMove move = moves.of(partition);
            if (move != null) {
                add(topic, move.target(), describe(index, move), results, entries);
            }
        }
    }

    private static void add(
            TopicInfo topic,
            Path directory,
            @Nullable DescribeLogDirsPartition described,
            Map<Path, DescribeLogDirsResult> results,
            Map<Path, DescribeLogDirsTopic> entries) {
        DescribeLogDirsResult result = results.get(directory);
        if (result != null && described != null) {
            entries.computeIfAbsent(directory, first -> {
                        DescribeLogDirsTopic entry = new DescribeLogDirsTopic().setName(topic.name());
                        result.topics().add(entry);
                        return entry;
                    })
                    .partitions()
                    .add(described);
        }
    }

    /** What a partition has become so far in the directory it is on its way to. */
    private static @Nullable DescribeLogDirsPartition describe(int index, LogMove move) {
        try {
            return new DescribeLogDirsPartition()
                    .setPartitionIndex(index)
                    .setPartitionSize(move.sizeInBytes())
                    .setOffsetLag(move.lag())
                    .setIsFutureKey(true);
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("A move to {} has just ended", move.target(), e);
            return null;
        }
    }

    private static @Nullable DescribeLogDirsPartition describe(int index, PartitionLog log) {
        try {
            return new DescribeLogDirsPartition().setPartitionIndex(index).setPartitionSize(log.sizeInBytes());
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Cannot measure {}", log.name(), e);
            return null;
        }
    }

    @Override
    public ApiMessage failed(DescribeLogDirsRequest request, short version, Errors error) {
        return new DescribeLogDirsResponse().setErrorCode(error.code());
    }
}
