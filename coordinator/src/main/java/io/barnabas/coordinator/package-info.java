// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.barnabas.coordinator;

import org.jspecify.annotations.NullMarked;
