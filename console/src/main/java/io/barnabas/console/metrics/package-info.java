// SPDX-License-Identifier: Apache-2.0
/** The broker in numbers, as Prometheus reads them. */
@NullMarked
package io.barnabas.console.metrics;

import org.jspecify.annotations.NullMarked;
