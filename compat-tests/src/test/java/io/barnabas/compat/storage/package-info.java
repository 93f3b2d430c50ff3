// SPDX-License-Identifier: Apache-2.0

/** What must survive: stops, starts and kills. */
package io.barnabas.compat.storage;
