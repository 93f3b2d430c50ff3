// SPDX-License-Identifier: Apache-2.0
/** What the broker knows: topics, partitions, configs and features, replayed from the {@code __cluster_metadata} log. */
@NullMarked
package io.barnabas.broker.metadata;

import org.jspecify.annotations.NullMarked;
