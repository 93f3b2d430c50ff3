// SPDX-License-Identifier: Apache-2.0
/** One segment of a partition log on disk: the record file, its three indexes, and the immutable list of them all. */
@NullMarked
package io.barnabas.log.segment;

import org.jspecify.annotations.NullMarked;
