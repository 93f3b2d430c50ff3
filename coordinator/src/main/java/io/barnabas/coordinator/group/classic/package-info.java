// SPDX-License-Identifier: Apache-2.0
/** The classic rebalance protocol: members, generations, join and sync. */
@NullMarked
package io.barnabas.coordinator.group.classic;

import org.jspecify.annotations.NullMarked;
