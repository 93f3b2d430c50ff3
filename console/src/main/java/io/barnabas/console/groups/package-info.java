// SPDX-License-Identifier: Apache-2.0
/** Groups of all kinds and transactions, as the page shows them. */
@NullMarked
package io.barnabas.console.groups;

import org.jspecify.annotations.NullMarked;
