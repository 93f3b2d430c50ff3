// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.util.Arrays;

/** A few arrays kept by each thread, so that reading a batch does not allocate its windows anew. What is not given back is just garbage. */
final class SpareArrays {
    private static final int KEPT = 4;
    private static final int MAX_KEPT_BYTES = 256 << 10;
    private static final byte[] NONE = {};
    private static final ThreadLocal<SpareArrays> OF_THREAD = ThreadLocal.withInitial(SpareArrays::new);

    private final byte[][] spares = new byte[KEPT][];

    private SpareArrays() {
        Arrays.fill(spares, NONE);
    }

    /** An array of at least so many bytes, holding anything. */
    static byte[] take(int minBytes) {
        byte[][] spares = OF_THREAD.get().spares;
        for (int i = 0; i < KEPT; i++) {
            byte[] spare = spares[i];
            if (spare.length >= minBytes) {
                spares[i] = NONE;
                return spare;
            }
        }
        return new byte[minBytes];
    }

    /** Gives an array back, which must not be used again; it pushes out the smallest one kept, if that is smaller. */
    static void give(byte[] array) {
        if (array.length > MAX_KEPT_BYTES) {
            return;
        }
        byte[][] spares = OF_THREAD.get().spares;
        int smallest = 0;
        for (int i = 1; i < KEPT; i++) {
            if (spares[i].length < spares[smallest].length) {
                smallest = i;
            }
        }
        if (spares[smallest].length < array.length) {
            spares[smallest] = array;
        }
    }
}
