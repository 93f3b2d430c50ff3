// SPDX-License-Identifier: Apache-2.0

/** What every message needs: reading, writing, errors, ids and records; no network code in here. */
@NullMarked
package io.barnabas.wire.protocol;

import org.jspecify.annotations.NullMarked;
