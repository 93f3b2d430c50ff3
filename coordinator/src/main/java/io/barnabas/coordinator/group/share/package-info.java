// SPDX-License-Identifier: Apache-2.0
/**
 * Share groups (KIP-932), the side of the group: who is a member, who may fetch from which partitions, and which share partitions
 * have a state. The state itself is the share coordinator's, behind {@link io.barnabas.coordinator.group.share.ShareStatePort}.
 */
@NullMarked
package io.barnabas.coordinator.group.share;

import org.jspecify.annotations.NullMarked;
