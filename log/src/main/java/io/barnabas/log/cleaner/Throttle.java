// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.cleaner;

/** Told of each piece of work, by its bytes, so that it may hold the cleaner back. */
@FunctionalInterface
public interface Throttle {
    Throttle NONE = bytes -> {};

    void passed(int bytes);
}
