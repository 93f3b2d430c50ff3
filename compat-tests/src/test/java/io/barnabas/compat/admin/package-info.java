// SPDX-License-Identifier: Apache-2.0

/** What an operator does with the admin client. */
package io.barnabas.compat.admin;
