// SPDX-License-Identifier: Apache-2.0
/** What a broker has before its first client comes: topics, records, offsets and users that were asked for at the start. */
@NullMarked
package io.barnabas.broker.seed;

import org.jspecify.annotations.NullMarked;
