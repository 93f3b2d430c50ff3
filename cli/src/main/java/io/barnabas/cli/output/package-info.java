// SPDX-License-Identifier: Apache-2.0
/** How answers look: tables for people, JSON for programs. */
@NullMarked
package io.barnabas.cli.output;

import org.jspecify.annotations.NullMarked;
