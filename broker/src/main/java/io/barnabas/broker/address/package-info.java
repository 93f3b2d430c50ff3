// SPDX-License-Identifier: Apache-2.0
/** Where clients are told to connect. */
@NullMarked
package io.barnabas.broker.address;

import org.jspecify.annotations.NullMarked;
