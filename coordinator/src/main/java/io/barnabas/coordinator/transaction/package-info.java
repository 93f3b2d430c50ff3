// SPDX-License-Identifier: Apache-2.0
/** The transaction coordinator: its door, its shard, one class for each operation, and the records it writes. */
@NullMarked
package io.barnabas.coordinator.transaction;

import org.jspecify.annotations.NullMarked;
