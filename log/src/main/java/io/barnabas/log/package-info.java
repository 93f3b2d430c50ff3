// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.barnabas.log;

import org.jspecify.annotations.NullMarked;
