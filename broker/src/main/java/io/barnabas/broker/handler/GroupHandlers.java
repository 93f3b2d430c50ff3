// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the handlers of the group APIs share. */
final class GroupHandlers {
    private GroupHandlers() {}

    static void require(RequestContext context, Operation operation, String groupId) {
        if (!context.allowed(operation, ResourceType.GROUP, groupId)) {
            throw new ApiException(
                    Errors.GROUP_AUTHORIZATION_FAILED,
                    "Principal " + context.principal() + " may not " + operation + " group " + groupId);
        }
    }

    /** Throws UNSUPPORTED_VERSION when the protocol of a group API is switched off. */
    static void requireProtocol(BooleanSupplier isEnabled) {
        if (!isEnabled.getAsBoolean()) {
            throw new ApiException(Errors.UNSUPPORTED_VERSION);
        }
    }

    /** Kafka keeps the address as Java prints it, without a host name before the slash. */
    static RequestOrigin origin(RequestContext context) {
        return new RequestOrigin(
                context.version(), context.clientId(), "/" + context.clientHost(), context.isIntroduced());
    }

    /** The error to answer with; whatever was not expected goes on to the dispatcher, which logs it. */
    static Errors errorOf(Throwable failure) {
        return refusalOf(failure).error();
    }

    /** The same with its text. */
    static ApiException refusalOf(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ApiException expected) {
            return expected;
        }
        throw new CompletionException(cause);
    }

    /** What it says beyond the error itself, if anything. */
    static @Nullable String textOf(ApiException refusal) {
        String text = refusal.getMessage();
        return refusal.error().message().equals(text) ? null : text;
    }
}
