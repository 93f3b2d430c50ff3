// SPDX-License-Identifier: Apache-2.0
/** How the program writes its log: one line an event, on stderr. */
@NullMarked
package io.barnabas.broker.logging;

import org.jspecify.annotations.NullMarked;
