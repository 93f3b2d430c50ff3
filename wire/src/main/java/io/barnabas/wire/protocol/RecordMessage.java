// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

/**
 * A message that is stored as the key or the value of a record in an internal topic: the metadata log, the group offsets,
 * the transaction log.
 */
public interface RecordMessage extends Message {

    /** The number that names the kind of record in its topic; a key and its value share it. */
    short recordType();
}
