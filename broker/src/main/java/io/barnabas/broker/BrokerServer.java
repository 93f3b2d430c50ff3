// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.address.AdvertisedListeners;
import io.barnabas.broker.address.ContainerNetworks;
import io.barnabas.broker.config.BrokerConfig;
import io.barnabas.broker.config.DynamicConfigs;
import io.barnabas.broker.config.Endpoint;
import io.barnabas.broker.config.TopicConfigs;
import io.barnabas.broker.coordination.StreamsTopics;
import io.barnabas.broker.fetch.FetchSessions;
import io.barnabas.broker.handler.BrokerParts;
import io.barnabas.broker.handler.Handlers;
import io.barnabas.broker.metadata.TopicInfo;
import io.barnabas.broker.metrics.RequestMeter;
import io.barnabas.broker.partition.DirectoryMoves;
import io.barnabas.broker.partition.PartitionLoops;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.security.Authorizer;
import io.barnabas.broker.seed.SeedClient;
import io.barnabas.broker.seed.SeedPlan;
import io.barnabas.broker.seed.Seeding;
import io.barnabas.broker.telemetry.ClientTelemetry;
import io.barnabas.broker.timeline.Timeline;
import io.barnabas.wire.server.EventLoops;
import io.barnabas.wire.server.PortTakenException;
import io.barnabas.wire.server.SocketConfig;
import io.barnabas.wire.server.SocketServer;
import io.barnabas.wire.server.TransportChoice;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running broker: makes its parts in the order in which they need each other, and stops them in reverse.
 *
 * <pre>
 *   disk pool -> storage (logs, metadata) -> partitions -> coordinators -> handlers -> sockets
 * </pre>
 */
public final class BrokerServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerServer.class);
    private static final Duration ANSWERS_MAY_LEAVE = Duration.ofSeconds(5);
    private static final long DISK_MAY_FINISH_MS = 30_000;

    private final DiskPool diskPool;
    private final Storage storage;
    private final EventLoopGroup loops;
    private final Coordinators coordinators;
    private final Compaction compaction;
    private final Handlers handlers;
    private final SocketServer sockets;
    private final AdvertisedListeners advertised;
    private final BrokerView view;

    private BrokerServer(
            DiskPool diskPool,
            Storage storage,
            EventLoopGroup loops,
            Coordinators coordinators,
            Compaction compaction,
            Handlers handlers,
            SocketServer sockets,
            AdvertisedListeners advertised,
            BrokerView view) {
        this.diskPool = diskPool;
        this.storage = storage;
        this.loops = loops;
        this.coordinators = coordinators;
        this.compaction = compaction;
        this.handlers = handlers;
        this.sockets = sockets;
        this.advertised = advertised;
        this.view = view;
    }

    /**
     * Starts a broker; when this returns, clients can connect.
     *
     * @param properties by Kafka's names
     * @throws StartupException what the user did wrong, in one line
     */
    public static BrokerServer start(Map<String, String> properties, InstantSource clock) {
        return start(properties, StartOptions.NONE, BrokerEnvironment.of(clock));
    }

    /** The same with what properties cannot say, perhaps inside of something else. */
    public static BrokerServer start(
            Map<String, String> properties, StartOptions options, BrokerEnvironment environment) {
        BrokerConfig config = BrokerConfig.of(properties);
        DynamicConfigs dynamic = new DynamicConfigs(config.values());
        DiskPool diskPool = new DiskPool(
                config.values().integer("background.threads"),
                environment.time().timers());
        EventLoopGroup loops = EventLoops.open(TransportChoice.configured(), environment.eventLoops());
        try {
            Storage storage = Storage.open(
                    config,
                    options.clusterId(),
                    dynamic,
                    diskPool,
                    environment.time().clock());
            try {
                return start(config, options.seed(), dynamic, diskPool, storage, loops, environment);
            } catch (RuntimeException e) {
                storage.close();
                throw e;
            }
        } catch (RuntimeException e) {
            stopLoops(loops);
            diskPool.stop(DISK_MAY_FINISH_MS);
            throw e;
        }
    }

    private static BrokerServer start(
            BrokerConfig config,
            SeedPlan seed,
            DynamicConfigs dynamic,
            DiskPool diskPool,
            Storage storage,
            EventLoopGroup loops,
            BrokerEnvironment environment) {
        InstantSource clock = environment.time().clock();
        TopicConfigs topicConfigs = new TopicConfigs(dynamic);
        PartitionLoops partitionLoops = new PartitionLoops(loops);
        Partitions partitions = new Partitions(
                storage.metadata()::image,
                storage.logs(),
                partitionLoops,
                topic -> topicConfigs.logConfig(storage.metadata().image(), topic),
                storage::placed,
                clock);
        DirectoryMoves moves = new DirectoryMoves(storage.logs(), diskPool, clock, storage::placed);
        storage.metadata().addListener(partitions);
        Timeline timeline = new Timeline(clock, partitions::topicName);
        Coordinators coordinators =
                Coordinators.of(config, dynamic, diskPool, storage, partitions, timeline, environment);
        AdvertisedListeners advertised = new AdvertisedListeners(config.listeners(), ContainerNetworks.localHost());
        FetchSessions sessions =
                new FetchSessions(config.values().integer("max.incremental.fetch.session.cache.slots"));
        ClientTelemetry telemetry =
                new ClientTelemetry(storage.metadata().image(), config.values().integer("telemetry.max.bytes"));
        storage.metadata().addListener(telemetry);
        Handlers handlers = Handlers.of(new BrokerParts(
                config,
                dynamic,
                topicConfigs,
                storage.metadata(),
                storage.logs(),
                storage.directories(),
                partitions,
                moves,
                sessions,
                coordinators.groups().coordinator(),
                new StreamsTopics(storage.metadata(), config.metadata(), topicConfigs, clock),
                coordinators.transactions().coordinator(),
                coordinators.shares().coordinator(),
                coordinators.shareGroups(),
                coordinators.producerIds(),
                coordinators.markerAppend(),
                advertised::of,
                telemetry,
                new LoggingLevels(),
                diskPool));
        RequestMeter meter = new RequestMeter(System::nanoTime);
        RequestDispatcher dispatcher = new RequestDispatcher(
                handlers, Authorizer.ALLOW_ALL, meter, timeline, clock, environment.interference());
        SocketServer sockets =
                new SocketServer(config.socketWith(dynamic.current()), loops, dispatcher, handlers::supportedVersions);
        dynamic.onChange(values -> limitConnections(sockets, config.socketWith(values)));
        storage.metadata().start();
        if (!seed.isEmpty()) {
            LocalClient client = localClient(config, handlers, loops, clock, "seed");
            new Seeding(new SeedClient(client, clock)).apply(seed);
        }
        try {
            sockets.start();
        } catch (IOException e) {
            String hint = e instanceof PortTakenException ? "; --port N takes another, --port 0 any that is free" : "";
            throw new StartupException(e.getMessage() + hint);
        }
        advertised.bound(sockets::boundPort);
        new Upkeep(storage.logs(), partitions, clock).start(diskPool, config.values());
        Compaction compaction = new Compaction(storage.logs(), partitions, dynamic, clock);
        compaction.start(diskPool);
        coordinators.start(diskPool, config);
        BrokerView view = new BrokerView(
                config,
                addressOf(config, sockets),
                clock.instant(),
                clock,
                storage.metadata()::image,
                partitions,
                storage.logs(),
                meter,
                timeline,
                sockets::connectionCount,
                coordinators.readiness(storage.metadata()::image),
                localClient(config, handlers, loops, clock, "console"));
        return new BrokerServer(
                diskPool, storage, loops, coordinators, compaction, handlers, sockets, advertised, view);
    }

    private static LocalClient localClient(
            BrokerConfig config, Handlers handlers, EventLoopGroup loops, InstantSource clock, String clientId) {
        String listener = config.listeners().listeners().get(0).name();
        return new LocalClient(handlers, Authorizer.ALLOW_ALL, loops, clock, listener, clientId);
    }

    private static void limitConnections(SocketServer sockets, SocketConfig config) {
        try {
            sockets.limitConnections(config);
        } catch (IllegalArgumentException e) {
            LOG.warn("Kept the former bounds on connections: {}", e.getMessage());
        }
    }

    /** Where clients of the first listener connect, as host:port. */
    public String address() {
        return view.address();
    }

    /** What there is to be seen of this broker, for those who only look. */
    public BrokerView view() {
        return view;
    }

    private static String addressOf(BrokerConfig config, SocketServer sockets) {
        Endpoint first = config.listeners().listeners().get(0);
        String host = first.isEveryInterface() ? "localhost" : first.host();
        return host + ":" + sockets.boundPort(first.name());
    }

    /** What the user of a container has to know about addresses, in lines; none elsewhere. */
    public List<String> advice() {
        return advertised.advice();
    }

    public Path dataDirectory() {
        return storage.directories().get(0);
    }

    /** The name of the topic with this id, or null. */
    public @Nullable String topicName(UUID id) {
        TopicInfo topic = storage.metadata().image().topic(id);
        return topic == null ? null : topic.name();
    }

    /** Waits until all that is under way inside has been done; not for what clients or timers will bring. One caller at a time. */
    public void awaitQuiet() {
        new Quiet(loops, diskPool, storage.metadata()).await();
    }

    /** The APIs that this broker answers. */
    public Handlers handlers() {
        return handlers;
    }

    /** Lets answers leave, stops all that could write, then closes the logs in order. */
    @Override
    public void close() {
        close(ANSWERS_MAY_LEAVE);
    }

    /** Closes like {@link #close()}, but gives answers that are waited for another time to leave. */
    public void close(Duration answersMayLeave) {
        compaction.stop();
        coordinators.close();
        sockets.stop(answersMayLeave);
        stopLoops(loops);
        storage.close();
        diskPool.stop(DISK_MAY_FINISH_MS);
    }

    private static void stopLoops(EventLoopGroup loops) {
        loops.shutdownGracefully(0, DISK_MAY_FINISH_MS, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }
}
