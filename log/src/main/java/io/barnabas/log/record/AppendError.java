// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

/** Why an append is refused, under the names of Kafka's {@code Errors}, so that the broker maps them by name. */
public enum AppendError {
    CORRUPT_MESSAGE,
    MESSAGE_TOO_LARGE,
    RECORD_LIST_TOO_LARGE,
    INVALID_TIMESTAMP,
    UNSUPPORTED_FOR_MESSAGE_FORMAT,
    UNSUPPORTED_COMPRESSION_TYPE,
    OUT_OF_ORDER_SEQUENCE_NUMBER,
    DUPLICATE_SEQUENCE_NUMBER,
    INVALID_PRODUCER_EPOCH,
    INVALID_TXN_STATE,
    TRANSACTION_COORDINATOR_FENCED,
    UNKNOWN_PRODUCER_ID,
    INVALID_RECORD
}
