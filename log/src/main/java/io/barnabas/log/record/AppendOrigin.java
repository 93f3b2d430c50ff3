// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

/** Who hands batches to a log: the less we know about the writer, the more is checked. */
public enum AppendOrigin {
    /** A produce request: everything is checked, offsets are assigned. */
    CLIENT,
    /** A coordinator of this broker, or a transaction marker: built by us, offsets are assigned, sequences are not checked. */
    COORDINATOR,
    /** The single voter of the metadata log: as COORDINATOR, and free of {@code max.message.bytes}. */
    RAFT_LEADER,
    /** A leader elsewhere already checked the batches and gave them offsets and epochs, which are kept. */
    REPLICATION
}
