// SPDX-License-Identifier: Apache-2.0

/** Tests of the Java that is written. */
@NullMarked
package io.barnabas.generator.emit;

import org.jspecify.annotations.NullMarked;
