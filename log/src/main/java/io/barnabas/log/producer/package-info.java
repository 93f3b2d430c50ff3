// SPDX-License-Identifier: Apache-2.0
/** What a partition remembers of its producers: sequences, epochs and open transactions, and the snapshot file of them. */
@NullMarked
package io.barnabas.log.producer;

import org.jspecify.annotations.NullMarked;
