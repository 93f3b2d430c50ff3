// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.barnabas.generator;

import org.jspecify.annotations.NullMarked;
