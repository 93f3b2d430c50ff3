// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share.partition;

/**
 * What a member says of neighbouring records.
 *
 * @param last inclusive
 */
public record Acknowledgement(long first, long last, AcknowledgeType type) {}
