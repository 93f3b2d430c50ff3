// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group;

/**
 * Who sent a request, as far as groups care.
 *
 * @param version the version of the request
 * @param clientId the client id of its header, or the empty string
 * @param clientHost the address it came from, as Kafka prints it: {@code /127.0.0.1}
 * @param isIntroduced whether its connection has said what program it is (KIP-511), as the clients of our day do
 */
public record RequestOrigin(short version, String clientId, String clientHost, boolean isIntroduced) {
    public RequestOrigin(short version, String clientId, String clientHost) {
        this(version, clientId, clientHost, true);
    }
}
