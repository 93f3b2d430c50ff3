// SPDX-License-Identifier: Apache-2.0

/** Starts, stops and kills the broker under test, whichever it is, and runs programs against it. */
@NullMarked
package io.barnabas.compat.harness;

import org.jspecify.annotations.NullMarked;
