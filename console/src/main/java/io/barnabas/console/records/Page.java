// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.records;

import java.util.List;

/**
 * Some records in the order in which they are shown, and the place from which the next ones come in that direction.
 *
 * @param end whether there are no more in this direction now
 */
record Page(List<ShownRecord> records, Cursor cursor, boolean end) {}
