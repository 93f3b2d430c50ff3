// SPDX-License-Identifier: Apache-2.0
/** The small files beside the segments, all written as a whole and renamed into place. */
@NullMarked
package io.barnabas.log.checkpoint;

import org.jspecify.annotations.NullMarked;
