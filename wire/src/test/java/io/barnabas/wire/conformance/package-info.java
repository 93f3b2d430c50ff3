// SPDX-License-Identifier: Apache-2.0

/** Holds the generated messages against Kafka's own classes, and against bytes that mean harm. */
@NullMarked
package io.barnabas.wire.conformance;

import org.jspecify.annotations.NullMarked;
