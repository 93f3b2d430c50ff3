// SPDX-License-Identifier: Apache-2.0
/** The parts of log compaction that know no log: which record of a key is the last, what of a batch stays, and merging segments. */
@NullMarked
package io.barnabas.log.cleaner;

import org.jspecify.annotations.NullMarked;
