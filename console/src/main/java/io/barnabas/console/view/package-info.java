// SPDX-License-Identifier: Apache-2.0
/** What the metrics and the page both want to know of the broker. */
@NullMarked
package io.barnabas.console.view;

import org.jspecify.annotations.NullMarked;
