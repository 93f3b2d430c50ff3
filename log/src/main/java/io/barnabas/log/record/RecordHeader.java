// SPDX-License-Identifier: Apache-2.0
package io.barnabas.log.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A header of a record: a name, which may repeat, and a value, which may be null. */
public record RecordHeader(String key, @Nullable ByteBuffer value) {}
