// SPDX-License-Identifier: Apache-2.0
/** One handler for each API: authorise, validate, find, act, answer. */
@NullMarked
package io.barnabas.broker.handler;

import org.jspecify.annotations.NullMarked;
