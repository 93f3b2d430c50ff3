// SPDX-License-Identifier: Apache-2.0
/** What administrators ask of groups: describe, list, delete. */
@NullMarked
package io.barnabas.coordinator.group.admin;

import org.jspecify.annotations.NullMarked;
