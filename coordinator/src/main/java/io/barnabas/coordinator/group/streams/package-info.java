// SPDX-License-Identifier: Apache-2.0
/** Streams groups (KIP-1071): the members run the tasks of one topology, and the coordinator says which. */
@NullMarked
package io.barnabas.coordinator.group.streams;

import org.jspecify.annotations.NullMarked;
