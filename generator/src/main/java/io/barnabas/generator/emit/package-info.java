// SPDX-License-Identifier: Apache-2.0

/** Writes Java from schemas, one concern of the generated code in each class. */
@NullMarked
package io.barnabas.generator.emit;

import org.jspecify.annotations.NullMarked;
