// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import java.util.SortedSet;

/**
 * The topics that a regular expression matched; the value of its record of type 16.
 *
 * @param version of the metadata in which they were looked for
 */
record ResolvedRegex(SortedSet<String> topics, long version, long timestampMs) {}
