// SPDX-License-Identifier: Apache-2.0
/** Replayed state machines: records in, records out; no disk, no sockets, no clock. */
@NullMarked
package io.barnabas.coordinator;

import org.jspecify.annotations.NullMarked;
