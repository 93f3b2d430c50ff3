// SPDX-License-Identifier: Apache-2.0
/** The cluster that Kafka's tests are given: one broker in a process of its own, and nothing of it in the tests' process. */
@NullMarked
package io.barnabas.conformance.cluster;

import org.jspecify.annotations.NullMarked;
