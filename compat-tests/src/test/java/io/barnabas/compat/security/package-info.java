// SPDX-License-Identifier: Apache-2.0

/** What an administrator does about users, rights and quotas. */
package io.barnabas.compat.security;
