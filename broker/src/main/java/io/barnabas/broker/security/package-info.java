// SPDX-License-Identifier: Apache-2.0
/** Who may do what: asked first by every handler. */
@NullMarked
package io.barnabas.broker.security;

import org.jspecify.annotations.NullMarked;
