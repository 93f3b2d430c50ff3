// SPDX-License-Identifier: Apache-2.0

/** What a user does with a producer. */
@NullMarked
package io.barnabas.compat.produce;

import org.jspecify.annotations.NullMarked;
