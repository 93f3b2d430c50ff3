/** The share coordinator (KIP-932): what share groups have done with the records of a partition, kept in {@code __share_group_state}. */
@NullMarked
package io.barnabas.coordinator.share;

import org.jspecify.annotations.NullMarked;
