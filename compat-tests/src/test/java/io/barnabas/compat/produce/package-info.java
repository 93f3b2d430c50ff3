// SPDX-License-Identifier: Apache-2.0

/** What a user does with a producer. */
package io.barnabas.compat.produce;
