// SPDX-License-Identifier: Apache-2.0
/** The partitions this broker leads: who owns them, who waits for them, who reads them. */
@NullMarked
package io.barnabas.broker.partition;

import org.jspecify.annotations.NullMarked;
