// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

/** What is wrong with one record of a refused batch; {@code batchIndex} counts the batch's records from 0 (KIP-467). */
public record RecordError(int batchIndex, String message) {}
