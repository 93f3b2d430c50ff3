// SPDX-License-Identifier: Apache-2.0
/** What the broker has decided lately and why, for those whose clients do not do what they expect. */
@NullMarked
package io.barnabas.broker.timeline;

import org.jspecify.annotations.NullMarked;
