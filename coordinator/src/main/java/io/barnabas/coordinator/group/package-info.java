// SPDX-License-Identifier: Apache-2.0
/** The group coordinator: its entry, its shard and the records it writes. */
@NullMarked
package io.barnabas.coordinator.group;

import org.jspecify.annotations.NullMarked;
