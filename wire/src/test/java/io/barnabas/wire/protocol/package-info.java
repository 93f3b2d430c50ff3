// SPDX-License-Identifier: Apache-2.0

/** Tests of what every message needs. */
@NullMarked
package io.barnabas.wire.protocol;

import org.jspecify.annotations.NullMarked;
