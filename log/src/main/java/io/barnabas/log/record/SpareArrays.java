// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import org.jspecify.annotations.Nullable;

/** A few arrays kept by each thread, so that reading a batch does not allocate its windows anew. What is not given back is just garbage. */
final class SpareArrays {
    private static final int KEPT = 4;
    private static final int MAX_KEPT_BYTES = 256 << 10;
    private static final ThreadLocal<SpareArrays> OF_THREAD = ThreadLocal.withInitial(SpareArrays::new);

    private final byte @Nullable [][] spares = new byte @Nullable [KEPT][];

    private SpareArrays() {}

    /** An array of at least so many bytes, holding anything. */
    static byte[] take(int minBytes) {
        byte @Nullable [][] spares = OF_THREAD.get().spares;
        for (int i = 0; i < KEPT; i++) {
            byte[] spare = spares[i];
            if (spare != null && spare.length >= minBytes) {
                spares[i] = null;
                return spare;
            }
        }
        return new byte[minBytes];
    }

    /** Gives an array back, which must not be used again; larger ones push out smaller ones. */
    static void give(byte[] array) {
        if (array.length == 0 || array.length > MAX_KEPT_BYTES) {
            return;
        }
        byte @Nullable [][] spares = OF_THREAD.get().spares;
        int smallest = 0;
        for (int i = 0; i < KEPT; i++) {
            byte[] spare = spares[i];
            if (spare == null) {
                spares[i] = array;
                return;
            }
            byte[] least = spares[smallest];
            if (least != null && spare.length < least.length) {
                smallest = i;
            }
        }
        byte[] least = spares[smallest];
        if (least != null && least.length < array.length) {
            spares[smallest] = array;
        }
    }
}
