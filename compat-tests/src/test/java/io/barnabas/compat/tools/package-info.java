// SPDX-License-Identifier: Apache-2.0

/** What users type: the console tools of Apache Kafka. */
package io.barnabas.compat.tools;
