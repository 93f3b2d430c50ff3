// SPDX-License-Identifier: Apache-2.0
/** Consumer groups whose coordinator assigns the partitions (KIP-848). */
@NullMarked
package io.barnabas.coordinator.group.consumer;

import org.jspecify.annotations.NullMarked;
