// SPDX-License-Identifier: Apache-2.0
/** The broker's own time: everything that happens because time has passed hangs on it. */
@NullMarked
package io.barnabas.broker.time;

import org.jspecify.annotations.NullMarked;
