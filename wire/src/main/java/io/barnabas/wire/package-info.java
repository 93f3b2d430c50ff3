// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.barnabas.wire;

import org.jspecify.annotations.NullMarked;
