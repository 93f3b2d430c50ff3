// SPDX-License-Identifier: Apache-2.0
/** Property names: what Kafka calls each setting, what values it takes, and which typed value of which component it becomes. */
@NullMarked
package io.barnabas.broker.config;

import org.jspecify.annotations.NullMarked;
