// SPDX-License-Identifier: Apache-2.0
/** The broker's console, which Apache Kafka does not have: by HTTP and in a browser. */
@NullMarked
package io.barnabas.compat.console;

import org.jspecify.annotations.NullMarked;
