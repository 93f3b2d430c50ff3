// SPDX-License-Identifier: Apache-2.0

/** What users do with transactions. */
package io.barnabas.compat.transaction;
