// SPDX-License-Identifier: Apache-2.0
/** A small HTTP server: bounded, guarded, one thread. */
@NullMarked
package io.barnabas.console.http;

import org.jspecify.annotations.NullMarked;
