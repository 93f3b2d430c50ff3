// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

import io.barnabas.wire.message.ApiKey;
import org.jspecify.annotations.Nullable;

/** What the broker behind the server answers; asked for each request, so it has to be quick. */
@FunctionalInterface
public interface SupportedVersions {
    /** The versions served of the API, or null when it is not served at all. */
    @Nullable
    VersionRange of(ApiKey apiKey);
}
