// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.runtime;

import io.barnabas.wire.protocol.RecordMessage;
import org.jspecify.annotations.Nullable;

/**
 * One record of a coordinator's partition, decoded.
 *
 * <pre>
 * key   = i16 type of record + key message, version 0
 * value = i16 version        + value message; null is a tombstone
 * </pre>
 *
 * @param valueVersion the version the value was, or will be, written in; without meaning for a tombstone
 */
public record CoordinatorRecord(
        RecordMessage key, short valueVersion, @Nullable RecordMessage value) {

    public static CoordinatorRecord of(RecordMessage key, int valueVersion, RecordMessage value) {
        return new CoordinatorRecord(key, (short) valueVersion, value);
    }

    public static CoordinatorRecord tombstone(RecordMessage key) {
        return new CoordinatorRecord(key, (short) 0, null);
    }
}
