// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

/** How a listener's bytes are protected and its clients authenticated. */
public enum SecurityProtocol {
    PLAINTEXT,
    SSL,
    SASL_PLAINTEXT,
    SASL_SSL
}
