// SPDX-License-Identifier: Apache-2.0
/** Counts what the broker does, cheaply enough to do it always; who shows the numbers is no concern of it. */
@NullMarked
package io.barnabas.broker.metrics;

import org.jspecify.annotations.NullMarked;
