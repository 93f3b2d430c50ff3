// SPDX-License-Identifier: Apache-2.0
/** Where each leader epoch of a partition begins, in memory and in its checkpoint file. */
@NullMarked
package io.barnabas.log.epoch;

import org.jspecify.annotations.NullMarked;
