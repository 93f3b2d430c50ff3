// SPDX-License-Identifier: Apache-2.0
/** What a fetch needs between its handler and the logs: sessions, reading within limits, waiting for data. */
@NullMarked
package io.barnabas.broker.fetch;

import org.jspecify.annotations.NullMarked;
