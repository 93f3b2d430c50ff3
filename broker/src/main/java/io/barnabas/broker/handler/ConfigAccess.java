// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.metadata.ConfigResource;
import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;

/** Who may see or change the configs of a resource. */
final class ConfigAccess {
    private ConfigAccess() {}

    /** Throws the authorization error of the resource. */
    static void require(RequestContext context, Operation operation, ConfigResource.Type type, String name) {
        switch (type) {
            case TOPIC ->
                require(context.allowed(operation, ResourceType.TOPIC, name), Errors.TOPIC_AUTHORIZATION_FAILED);
            case GROUP ->
                require(context.allowed(operation, ResourceType.GROUP, name), Errors.GROUP_AUTHORIZATION_FAILED);
            case BROKER, BROKER_LOGGER, CLIENT_METRICS ->
                require(context.allowedOnCluster(operation), Errors.CLUSTER_AUTHORIZATION_FAILED);
        }
    }

    private static void require(boolean allowed, Errors error) {
        if (!allowed) {
            throw new ApiException(error, error.message());
        }
    }
}
