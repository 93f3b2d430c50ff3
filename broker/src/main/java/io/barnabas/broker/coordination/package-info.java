// SPDX-License-Identifier: Apache-2.0
/** The coordinators' ports, implemented on partition logs, event loops and the metadata. */
@NullMarked
package io.barnabas.broker.coordination;

import org.jspecify.annotations.NullMarked;
