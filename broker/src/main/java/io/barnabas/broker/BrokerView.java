// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.config.BrokerConfig;
import io.barnabas.broker.metadata.MetadataImage;
import io.barnabas.broker.metrics.RequestMeter;
import io.barnabas.broker.partition.Partitions;
import io.barnabas.broker.timeline.Timeline;
import io.barnabas.log.LogManager;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * A running broker as one who looks at it sees it: the parts that tell something and are not to be changed, and a client for all else.
 *
 * @param address where clients of the first listener connect, as host:port
 * @param metadata the image as it is now
 * @param partitions for what is known of those in use
 * @param timeline what was decided and refused lately
 * @param connections how many are open now
 * @param readiness whether every coordinator can serve
 */
public record BrokerView(
        BrokerConfig config,
        String address,
        Instant started,
        InstantSource clock,
        Supplier<MetadataImage> metadata,
        Partitions partitions,
        LogManager logs,
        RequestMeter requests,
        Timeline timeline,
        IntSupplier connections,
        Readiness readiness,
        LocalClient client) {}
