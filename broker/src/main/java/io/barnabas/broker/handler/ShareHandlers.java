// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.security.Operation;
import io.barnabas.broker.security.ResourceType;
import io.barnabas.broker.share.ShareMember;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What ShareFetch and ShareAcknowledge have in common. */
final class ShareHandlers {
    /** As long as a UUID in text. */
    private static final int LONGEST_MEMBER_ID = 36;

    private ShareHandlers() {}

    /** Who asks, once it is certain that it may. */
    static ShareMember member(
            RequestContext context, BooleanSupplier shareGroups, @Nullable String groupId, @Nullable String memberId) {
        GroupHandlers.requireProtocol(shareGroups);
        if (groupId == null || groupId.isEmpty()) {
            throw new ApiException(Errors.INVALID_REQUEST, "The group id is empty.");
        }
        GroupHandlers.require(context, Operation.READ, groupId);
        if (memberId == null || memberId.isEmpty() || memberId.length() > LONGEST_MEMBER_ID) {
            throw new ApiException(
                    Errors.INVALID_REQUEST, "A member id has 1 to " + LONGEST_MEMBER_ID + " characters.");
        }
        return new ShareMember(groupId, memberId);
    }

    static Predicate<String> mayRead(RequestContext context) {
        return topic -> context.allowed(Operation.READ, ResourceType.TOPIC, topic);
    }
}
