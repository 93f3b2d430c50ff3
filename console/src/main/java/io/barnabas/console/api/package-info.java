// SPDX-License-Identifier: Apache-2.0
/** What the page asks for, as JSON: each answer is a page of something, never all of it. */
@NullMarked
package io.barnabas.console.api;

import org.jspecify.annotations.NullMarked;
