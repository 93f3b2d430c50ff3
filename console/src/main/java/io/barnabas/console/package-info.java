// SPDX-License-Identifier: Apache-2.0
/** The program with its console: the broker over HTTP, on a port of its own. */
@NullMarked
package io.barnabas.console;

import org.jspecify.annotations.NullMarked;
