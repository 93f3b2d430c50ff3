// SPDX-License-Identifier: Apache-2.0
/** The page itself: files in the jar. */
@NullMarked
package io.barnabas.console.page;

import org.jspecify.annotations.NullMarked;
