// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.telemetry;

import io.barnabas.log.record.Compression;
import io.barnabas.wire.protocol.Errors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of pushed metrics: one DEBUG line for each push, with all numbers. Nothing is kept in memory; the level of this logger can
 * be changed while the broker runs (docs/decisions/0020).
 */
public final class ClientMetricsLog {
    private static final Logger LOG = LoggerFactory.getLogger(ClientMetricsLog.class);

    /** How much one push may unpack to. */
    private static final int MOST_BYTES = 16 << 20;

    private final ClientTelemetry clients;

    public ClientMetricsLog(ClientTelemetry clients) {
        this.clients = clients;
    }

    /**
     * Unpacks and reads the metrics of a push that was taken. Takes time, so it does not belong on a loop.
     *
     * @return INVALID_RECORD when that cannot be done
     */
    public Errors accept(ClientAttributes client, int compression, byte[] metrics) {
        if (metrics.length == 0) {
            return Errors.NONE;
        }
        try {
            Map<String, Double> numbers = new TreeMap<>();
            byte[] plain = Compression.forId(compression).unpack(ByteBuffer.wrap(metrics), MOST_BYTES);
            OtlpMetrics.read(plain, (name, value) -> numbers.merge(name, value, (first, second) -> first));
            LOG.debug("Client {} pushed {}", client, numbers);
            return Errors.NONE;
        } catch (IOException | RuntimeException e) {
            LOG.debug("Client {} pushed metrics that cannot be read", client, e);
            clients.unreadable(client.instanceId());
            return Errors.INVALID_RECORD;
        }
    }
}
