// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

import io.barnabas.wire.message.ApiKey;

/** The body of a request or of a response. */
public interface ApiMessage extends Message {

    /** Which API the message belongs to. */
    ApiKey apiKey();
}
