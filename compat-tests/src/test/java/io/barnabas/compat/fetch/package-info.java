// SPDX-License-Identifier: Apache-2.0

/** What a user does with a consumer that picks its own partitions. */
package io.barnabas.compat.fetch;
