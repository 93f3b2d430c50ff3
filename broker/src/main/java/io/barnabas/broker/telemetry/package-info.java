// SPDX-License-Identifier: Apache-2.0
/** Metrics that clients push (KIP-714): who shall push what and when, and what becomes of it. */
@NullMarked
package io.barnabas.broker.telemetry;

import org.jspecify.annotations.NullMarked;
