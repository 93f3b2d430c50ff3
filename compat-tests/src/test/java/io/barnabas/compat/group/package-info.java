// SPDX-License-Identifier: Apache-2.0

/** What users do with consumers that share the work. */
package io.barnabas.compat.group;
