// SPDX-License-Identifier: Apache-2.0

/** Tests of the generator as the build runs it. */
@NullMarked
package io.barnabas.generator;

import org.jspecify.annotations.NullMarked;
