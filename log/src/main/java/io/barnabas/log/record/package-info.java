// SPDX-License-Identifier: Apache-2.0
/** Record batches, magic 2: the header view, the records inside, the builder and the checks made before an append. */
@NullMarked
package io.barnabas.log.record;

import org.jspecify.annotations.NullMarked;
