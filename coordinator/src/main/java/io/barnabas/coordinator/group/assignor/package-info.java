// SPDX-License-Identifier: Apache-2.0
/** Who gets which partitions: pure functions of members, subscriptions and topics. */
@NullMarked
package io.barnabas.coordinator.group.assignor;

import org.jspecify.annotations.NullMarked;
