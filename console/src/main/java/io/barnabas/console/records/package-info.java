// SPDX-License-Identifier: Apache-2.0
/** Records as the page shows them: read in windows, searched within bounds, and written one at a time. */
@NullMarked
package io.barnabas.console.records;

import org.jspecify.annotations.NullMarked;
