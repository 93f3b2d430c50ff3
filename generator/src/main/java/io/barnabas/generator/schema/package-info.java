// SPDX-License-Identifier: Apache-2.0

/** Kafka's message schemas as values: what the JSON says, checked and with its defaults filled in. */
@NullMarked
package io.barnabas.generator.schema;

import org.jspecify.annotations.NullMarked;
