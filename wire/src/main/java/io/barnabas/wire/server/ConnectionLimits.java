// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections, in all and by address, against {@code max.connections} and {@code max.connections.per.ip}. Shared by all loops. */
final class ConnectionLimits {
    private volatile Bounds bounds;
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentHashMap<InetAddress, Integer> countByAddress = new ConcurrentHashMap<>();

    ConnectionLimits(SocketConfig config) {
        bounds = Bounds.of(config);
    }

    /** What counts from now on; connections beyond new bounds stay. */
    private record Bounds(int max, int maxPerIp, Map<InetAddress, Integer> maxByAddress) {
        static Bounds of(SocketConfig config) {
            return new Bounds(
                    config.maxConnections(),
                    config.maxConnectionsPerIp(),
                    resolved(config.maxConnectionsPerIpOverrides()));
        }
    }

    /** Takes other bounds; throws IllegalArgumentException, and changes nothing, when a host among them is unknown. */
    void change(SocketConfig config) {
        bounds = Bounds.of(config);
    }

    /** Whether there is a bound in all, so that accepting has to go one by one. */
    boolean bounded() {
        return bounds.max() < Integer.MAX_VALUE;
    }

    boolean full() {
        return count.get() >= bounds.max();
    }

    int count() {
        return count.get();
    }

    void opened() {
        count.incrementAndGet();
    }

    void closed() {
        count.decrementAndGet();
    }

    /** Counts one more from the address; false, and not counted, when it has as many as it may. */
    boolean tryAdd(InetAddress address) {
        int most = mostFrom(address);
        int[] added = new int[1];
        countByAddress.compute(address, (ignored, open) -> {
            int now = open == null ? 0 : open;
            added[0] = now < most ? 1 : 0;
            int next = now + added[0];
            return next == 0 ? null : Integer.valueOf(next);
        });
        return added[0] == 1;
    }

    void remove(InetAddress address) {
        countByAddress.computeIfPresent(address, (ignored, open) -> open == 1 ? null : Integer.valueOf(open - 1));
    }

    int mostFrom(InetAddress address) {
        Bounds current = bounds;
        return current.maxByAddress().getOrDefault(address, current.maxPerIp());
    }

    private static Map<InetAddress, Integer> resolved(Map<String, Integer> byHost) {
        var byAddress = new HashMap<InetAddress, Integer>();
        byHost.forEach((host, most) -> {
            try {
                byAddress.put(InetAddress.getByName(host), most);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("max.connections.per.ip.overrides names unknown host " + host, e);
            }
        });
        return Map.copyOf(byAddress);
    }
}
