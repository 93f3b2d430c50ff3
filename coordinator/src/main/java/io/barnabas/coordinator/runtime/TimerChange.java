// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

/** What an operation wants done with a timer of its shard. */
public sealed interface TimerChange {

    TimerKey key();

    /** Fire once, so much later, instead of whenever it was to fire before. */
    record Set(TimerKey key, long delayMs) implements TimerChange {}

    /** Fire once, so much later, unless it is set to fire already. */
    record SetIfAbsent(TimerKey key, long delayMs) implements TimerChange {}

    /** Do not fire. */
    record Cancel(TimerKey key) implements TimerChange {}
}
