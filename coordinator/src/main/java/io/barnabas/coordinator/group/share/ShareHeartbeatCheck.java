// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.share;

import io.barnabas.coordinator.group.modern.MemberEpoch;
import io.barnabas.wire.message.ShareGroupHeartbeatRequest;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** What has to hold of a ShareGroupHeartbeat whatever the group looks like. With Kafka's texts. */
public final class ShareHeartbeatCheck {

    private ShareHeartbeatCheck() {}

    /** @throws ApiException INVALID_REQUEST */
    public static void check(ShareGroupHeartbeatRequest request) {
        requireNotBlank(request.memberId(), "MemberId can't be empty.");
        requireNotBlank(request.groupId(), "GroupId can't be empty.");
        requireNotBlank(request.rackId(), "RackId can't be empty.");
        if (request.memberEpoch() == MemberEpoch.JOIN) {
            require(
                    request.subscribedTopicNames() != null
                            && !request.subscribedTopicNames().isEmpty(),
                    "SubscribedTopicNames must be set in first request.");
        } else {
            require(request.memberEpoch() >= MemberEpoch.LEAVE, "MemberEpoch is invalid.");
        }
    }

    private static void requireNotBlank(@Nullable String value, String message) {
        require(value == null || !value.isBlank(), message);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new ApiException(Errors.INVALID_REQUEST, message);
        }
    }
}
