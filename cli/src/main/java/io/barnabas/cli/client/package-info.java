// SPDX-License-Identifier: Apache-2.0
/** A small blocking client of Kafka's protocol, as far as the commands need one. */
@NullMarked
package io.barnabas.cli.client;

import org.jspecify.annotations.NullMarked;
