// SPDX-License-Identifier: Apache-2.0
/** JSON in and out. */
@NullMarked
package io.barnabas.console.json;

import org.jspecify.annotations.NullMarked;
