// SPDX-License-Identifier: Apache-2.0
/** How much users, clients and addresses may use; kept, and not yet enforced. */
@NullMarked
package io.barnabas.broker.quota;

import org.jspecify.annotations.NullMarked;
