// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.barnabas.broker;

import org.jspecify.annotations.NullMarked;
