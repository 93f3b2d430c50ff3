// SPDX-License-Identifier: Apache-2.0
/** The broker inside a JVM test: {@link io.barnabas.testkit.TestBroker} is the door, docs/testing.md the manual. */
@NullMarked
package io.barnabas.testkit;

import org.jspecify.annotations.NullMarked;
