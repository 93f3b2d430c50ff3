// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.runtime.CoordinatorLoader;
import io.barnabas.coordinator.runtime.CoordinatorRuntime;
import io.barnabas.coordinator.runtime.CoordinatorTopic;
import io.barnabas.coordinator.runtime.InMemoryPartitionWriter;
import io.barnabas.coordinator.runtime.ManualTimer;
import io.barnabas.coordinator.runtime.ShardPorts;
import io.barnabas.wire.message.EndTxnResponse;
import io.barnabas.wire.message.InitProducerIdRequest;
import io.barnabas.wire.message.InitProducerIdResponse;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Runs a transaction coordinator of one shard on memory and a clock moved by hand; markers are sent when the test says so. Every
 * record written is also replayed, from its bytes, into a second shard, and both must agree after each operation.
 */
final class TransactionDriver implements CoordinatorTopic {
    static final long START_MS = 1_700_000_000_000L;
    static final int TIMEOUT_MS = 60_000;

    private final InMemoryPartitionWriter log = new InMemoryPartitionWriter(TransactionRecords.serde());
    private final ManualTimer timer = new ManualTimer(START_MS);
    private final List<Transaction> sent = new ArrayList<>();
    private short transactionVersion = 2;
    private long nextProducerId = 1000;
    private TransactionShard shard = newShard();
    private TransactionShard mirror = newShard();
    private int mirrored;
    private TransactionCoordinator coordinator = start();

    /** Who a producer is, as it was told. */
    record Identity(long id, short epoch) {
        static final Identity NONE = new Identity(-1, (short) -1);

        Identity withEpoch(int other) {
            return new Identity(id, (short) other);
        }
    }

    private TransactionShard newShard() {
        return new TransactionShard(TransactionConfig.DEFAULT, sent::add, () -> transactionVersion);
    }

    private TransactionCoordinator start() {
        TransactionShard empty = shard;
        var runtime = new CoordinatorRuntime<>(
                partition -> new ShardPorts(Runnable::run, log, log, timer), () -> empty, timer::nowMs);
        return new TransactionCoordinator(this, runtime, () -> CompletableFuture.completedFuture(nextProducerId++));
    }

    /** The level of the feature transaction.version from now on. */
    void useTransactionVersion(int version) {
        transactionVersion = (short) version;
    }

    <R> CompletableFuture<R> run(Function<TransactionCoordinator, CompletableFuture<R>> request) {
        CompletableFuture<R> answer = request.apply(coordinator);
        assertReplayAgrees();
        return answer;
    }

    /** The answer, which must be there at once. */
    <R> R ask(Function<TransactionCoordinator, CompletableFuture<R>> request) {
        CompletableFuture<R> answer = run(request);
        assertThat(answer).isDone();
        return answer.join();
    }

    /** Why the request was refused; it must be, and at once. */
    Errors refusal(Function<TransactionCoordinator, ? extends CompletableFuture<?>> request) {
        CompletableFuture<?> answer = request.apply(coordinator);
        assertReplayAgrees();
        assertThat(answer).isCompletedExceptionally();
        return errorOf(answer);
    }

    static Errors errorOf(CompletableFuture<?> failed) {
        Throwable failure = failed.handle((done, error) -> error).join();
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        assertThat(cause).isInstanceOf(ApiException.class);
        return ((ApiException) cause).error();
    }

    CompletableFuture<InitProducerIdResponse> initLater(String id, Identity present) {
        return run(c -> c.initProducerId(id, initRequest(present, TIMEOUT_MS)));
    }

    static InitProducerIdRequest initRequest(Identity present, int timeoutMs) {
        return new InitProducerIdRequest()
                .setTransactionTimeoutMs(timeoutMs)
                .setProducerId(present.id())
                .setProducerEpoch(present.epoch());
    }

    Identity init(String id) {
        return init(id, Identity.NONE);
    }

    Identity init(String id, Identity present) {
        return identity(ask(c -> c.initProducerId(id, initRequest(present, TIMEOUT_MS))));
    }

    static Identity identity(InitProducerIdResponse response) {
        assertThat(response.errorCode()).isZero();
        return new Identity(response.producerId(), response.producerEpoch());
    }

    static TransactionProducer producer(String id, Identity identity, int version) {
        return new TransactionProducer(id, identity.id(), identity.epoch(), (short) version);
    }

    void add(String id, Identity identity, int version, String topic, int... partitions) {
        Errors error = ask(c -> c.addPartitions(producer(id, identity, version), partitions(topic, partitions)));
        assertThat(error).isEqualTo(Errors.NONE);
    }

    static SortedMap<String, SortedSet<Integer>> partitions(String topic, int... partitions) {
        SortedSet<Integer> indexes = new TreeSet<>();
        for (int partition : partitions) {
            indexes.add(partition);
        }
        SortedMap<String, SortedSet<Integer>> byTopic = new TreeMap<>();
        byTopic.put(topic, indexes);
        return byTopic;
    }

    /** Ends a transaction and gives who the producer is from now on. */
    Identity end(String id, Identity identity, int version, boolean commit) {
        EndTxnResponse response = ask(c -> c.endTransaction(producer(id, identity, version), commit));
        return new Identity(response.producerId(), response.producerEpoch());
    }

    /** Transactions whose markers were asked for and are not written yet. */
    List<Transaction> sent() {
        return sent;
    }

    /** Says of the oldest that its markers are written. */
    void finishMarkers() {
        Transaction oldest = sent.remove(0);
        ask(c -> c.markersWritten(oldest));
    }

    void advance(long ms) {
        timer.advance(ms);
        assertReplayAgrees();
    }

    /** The process dies and comes back: soft state, waiting requests and markers on their way are lost. */
    void restart() {
        timer.clear();
        sent.clear();
        shard = newShard();
        coordinator = start();
        ask(c -> c.load(0));
    }

    Transaction state(String id) {
        Transaction transaction = shard.transactions().find(id);
        assertThat(transaction).isNotNull();
        return transaction;
    }

    InMemoryPartitionWriter log() {
        return log;
    }

    private void assertReplayAgrees() {
        for (CoordinatorLoader.Item item : log.itemsFrom(mirrored)) {
            if (item instanceof CoordinatorLoader.LoadedRecord loaded) {
                mirror.replay(loaded.offset(), loaded.producerId(), loaded.record());
            }
        }
        mirrored = log.size();
        assertThat(mirror.transactions().all())
                .containsExactlyInAnyOrderElementsOf(shard.transactions().all());
    }

    @Override
    public OptionalInt partitionCount() {
        return OptionalInt.of(1);
    }

    @Override
    public CompletableFuture<Integer> create() {
        return CompletableFuture.completedFuture(1);
    }
}
