// SPDX-License-Identifier: Apache-2.0
/** Runs Kafka's integration tests and keeps the ledger of who passes which. */
@NullMarked
package io.barnabas.conformance;

import org.jspecify.annotations.NullMarked;
