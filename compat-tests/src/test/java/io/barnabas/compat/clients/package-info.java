// SPDX-License-Identifier: Apache-2.0

/** Clients that are not kafka-clients of our day: other languages, other libraries, older releases. */
package io.barnabas.compat.clients;
