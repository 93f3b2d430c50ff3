// SPDX-License-Identifier: Apache-2.0
/** Runs the shards of a coordinator: load, decide, append, replay, answer. */
@NullMarked
package io.barnabas.coordinator.runtime;

import org.jspecify.annotations.NullMarked;
