// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record and where it stands. Keys, values and headers are text: UTF-8, or base64 behind {@code base64:} when they are not. */
public record ReadRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        @Nullable String key,
        @Nullable String value,
        List<Header> headers) {
    /** A header of a record. */
    public record Header(String name, @Nullable String value) {}
}
