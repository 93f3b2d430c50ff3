// SPDX-License-Identifier: Apache-2.0

/** What the one command promises: bin/barnabas itself, so these run on Barnabas whichever broker is chosen. */
package io.barnabas.compat.start;
