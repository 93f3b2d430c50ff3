// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.cleaner;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The last offset of each key, in a fixed amount of memory. Of a key only its MD5 hash is kept; two keys of one hash would have to be
 * made on purpose, and then the older of them is lost, as in Kafka. Used by one thread.
 *
 * <pre>
 * slot = 16 bytes of hash + 8 bytes of offset, open addressing; an offset of -1 marks a free slot
 * </pre>
 */
public final class OffsetMap {
    public static final int SLOT_BYTES = 24;

    private static final int LONGS_PER_SLOT = SLOT_BYTES / Long.BYTES;
    private static final long FREE = -1;

    private final long[] table;
    private final int slots;
    private final int most;
    private final MessageDigest digest;
    private int size;
    private long latestOffset = -1;
    private long high;
    private long low;

    /**
     * A map of at most so many entries.
     *
     * @param loadFactor how full the table may get, above 0, at most 1
     */
    public OffsetMap(int entries, double loadFactor) {
        slots = Math.max(1, (int) Math.ceil(entries / loadFactor));
        most = Math.max(1, (int) (slots * loadFactor));
        table = new long[Math.multiplyExact(slots, LONGS_PER_SLOT)];
        Arrays.fill(table, FREE);
        try {
            digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    public boolean isFull() {
        return size >= most;
    }

    public int size() {
        return size;
    }

    /** The last offset that the map knows of, of whatever key; -1 when it knows none. */
    public long latestOffset() {
        return latestOffset;
    }

    /** Notes that everything up to this offset has been looked at. */
    public void sawUpTo(long offset) {
        latestOffset = Math.max(latestOffset, offset);
    }

    /**
     * Gives up a batch that was put in part: what it put is the last of its keys still, but the range that counts ends before it.
     */
    void endBefore(long offset) {
        latestOffset = Math.min(latestOffset, offset - 1);
    }

    /** Notes a record; offsets come in rising order. The key is read from its position, which stays. */
    public void put(ByteBuffer key, long offset) {
        int slot = slotOf(key);
        if (table[slot + 2] == FREE) {
            table[slot] = high;
            table[slot + 1] = low;
            size++;
        }
        table[slot + 2] = offset;
        sawUpTo(offset);
    }

    /** The last offset of the key, or -1. */
    public long get(ByteBuffer key) {
        return table[slotOf(key) + 2];
    }

    /** Index of the key's slot, or of the free one where it belongs. */
    private int slotOf(ByteBuffer key) {
        digest.update(key.duplicate());
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        high = hash.getLong();
        low = hash.getLong();
        int at = (int) Long.remainderUnsigned(high, slots);
        for (int probe = 0; probe < slots; probe++) {
            int slot = at * LONGS_PER_SLOT;
            if (table[slot + 2] == FREE || (table[slot] == high && table[slot + 1] == low)) {
                return slot;
            }
            at = at + 1 == slots ? 0 : at + 1;
        }
        throw new IllegalStateException("the offset map is full");
    }
}
