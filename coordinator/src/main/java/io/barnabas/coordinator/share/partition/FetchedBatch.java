// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share.partition;

/**
 * A record batch that was read from the log.
 *
 * @param last inclusive
 * @param visible whether the group sees its records: not those of a control batch, nor of an aborted transaction perhaps
 */
public record FetchedBatch(long first, long last, boolean visible) {}
