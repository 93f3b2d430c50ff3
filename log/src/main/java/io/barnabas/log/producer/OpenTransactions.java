// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.producer;

import java.util.Map;
import java.util.TreeMap;

/**
 * The transactions of a partition that hold the last stable offset back, by first offset: those without a marker, and those whose marker
 * the high watermark has not passed yet.
 */
final class OpenTransactions {
    private final TreeMap<Long, Long> openProducers = new TreeMap<>();
    private final TreeMap<Long, Long> completedMarkers = new TreeMap<>();

    void begin(long producerId, long firstOffset) {
        openProducers.put(firstOffset, producerId);
    }

    /** Ends a transaction; tells the first offset that other producers still hold open, or the one behind the marker. */
    long complete(long producerId, long firstOffset, long markerOffset) {
        openProducers.remove(firstOffset);
        completedMarkers.put(firstOffset, markerOffset);
        for (Map.Entry<Long, Long> open : openProducers.entrySet()) {
            if (open.getValue() != producerId) {
                return open.getKey();
            }
        }
        return markerOffset + 1;
    }

    long lastStableOffset(long highWatermark) {
        long stable = highWatermark;
        if (!completedMarkers.isEmpty()) {
            completedMarkers.values().removeIf(marker -> marker < highWatermark);
            if (!completedMarkers.isEmpty()) {
                stable = Math.min(stable, completedMarkers.firstKey());
            }
        }
        return openProducers.isEmpty() ? stable : Math.min(stable, openProducers.firstKey());
    }

    void clear() {
        openProducers.clear();
        completedMarkers.clear();
    }
}
