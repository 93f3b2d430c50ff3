// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.records;

/** Where Kafka's producers send a key: murmur2 with Kafka's seed, without its sign, modulo the number of partitions. */
final class KeyHash {
    private static final int SEED = 0x9747b28c;
    private static final int MULTIPLIER = 0x5bd1e995;
    private static final int SHIFT = 24;

    private KeyHash() {}

    static int partitionOf(byte[] key, int partitions) {
        return (murmur2(key) & Integer.MAX_VALUE) % partitions;
    }

    static int murmur2(byte[] bytes) {
        int hash = SEED ^ bytes.length;
        int whole = bytes.length & ~3;
        for (int i = 0; i < whole; i += Integer.BYTES) {
            int word = (bytes[i] & 0xff)
                    | (bytes[i + 1] & 0xff) << 8
                    | (bytes[i + 2] & 0xff) << 16
                    | (bytes[i + 3] & 0xff) << 24;
            word *= MULTIPLIER;
            word ^= word >>> SHIFT;
            hash = hash * MULTIPLIER ^ word * MULTIPLIER;
        }
        for (int i = bytes.length - 1; i >= whole; i--) {
            hash ^= (bytes[i] & 0xff) << (i - whole) * Byte.SIZE;
        }
        if (whole < bytes.length) {
            hash *= MULTIPLIER;
        }
        hash ^= hash >>> 13;
        hash *= MULTIPLIER;
        return hash ^ hash >>> 15;
    }
}
