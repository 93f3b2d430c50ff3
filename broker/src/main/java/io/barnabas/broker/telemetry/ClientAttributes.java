// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.telemetry;

import io.barnabas.wire.protocol.Uuids;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a client is known by; subscriptions choose clients by patterns on these. */
public record ClientAttributes(
        UUID instanceId, String clientId, String softwareName, String softwareVersion, String address, int port) {
    /** The value of one attribute, by Kafka's name for it; null when there is none of that name. */
    @Nullable
    String value(String name) {
        return switch (name) {
            case "client_instance_id" -> Uuids.toText(instanceId);
            case "client_id" -> clientId;
            case "client_software_name" -> softwareName;
            case "client_software_version" -> softwareVersion;
            case "client_source_address" -> address;
            case "client_source_port" -> Integer.toString(port);
            default -> null;
        };
    }

    /** As logs name it. */
    @Override
    public String toString() {
        return Uuids.toText(instanceId) + " (" + clientId + ", " + softwareName + " " + softwareVersion + ", " + address
                + ":" + port + ")";
    }
}
