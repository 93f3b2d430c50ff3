// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log;

/** A record found by time: its own timestamp and offset, and the leader epoch of its batch (-1 unknown). */
public record TimestampAndOffset(long timestamp, long offset, int leaderEpoch) {}
