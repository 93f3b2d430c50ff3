// SPDX-License-Identifier: Apache-2.0
/** Committed offsets: commit, fetch, delete, expiry. */
@NullMarked
package io.barnabas.coordinator.group.offset;

import org.jspecify.annotations.NullMarked;
