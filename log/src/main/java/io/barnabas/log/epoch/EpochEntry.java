// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.epoch;

/** A leader epoch and the first offset that was written in it. */
public record EpochEntry(int epoch, long startOffset) {}
