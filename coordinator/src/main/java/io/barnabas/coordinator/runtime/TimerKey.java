// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

/**
 * Names a timer within a shard; setting it again replaces it.
 *
 * @param kind what it times, such as "session"
 * @param id the group or other thing timed
 * @param member the member of it, or the empty string
 */
public record TimerKey(String kind, String id, String member) {}
