// SPDX-License-Identifier: Apache-2.0
/** What {@code bin/barnabas} does besides being a broker: look at one and use it from a terminal. */
@NullMarked
package io.barnabas.cli;

import org.jspecify.annotations.NullMarked;
