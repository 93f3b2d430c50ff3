// SPDX-License-Identifier: Apache-2.0

/** What users do with share groups: consumers that share the records of a partition. */
package io.barnabas.compat.share;
