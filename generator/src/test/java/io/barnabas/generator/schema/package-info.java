// SPDX-License-Identifier: Apache-2.0

/** Tests of what the schemas mean. */
@NullMarked
package io.barnabas.generator.schema;

import org.jspecify.annotations.NullMarked;
