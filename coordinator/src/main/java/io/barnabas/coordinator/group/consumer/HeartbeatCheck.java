// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import io.barnabas.coordinator.group.modern.MemberEpoch;
import io.barnabas.wire.message.ConsumerGroupHeartbeatRequest;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has to hold of a ConsumerGroupHeartbeat whatever the group looks like. With Kafka's texts. */
public final class HeartbeatCheck {

    private static final int FIRST_VERSION_WITH_ID_OF_CLIENT = 1;

    private HeartbeatCheck() {}

    /** @throws ApiException INVALID_REQUEST or UNSUPPORTED_ASSIGNOR */
    public static void check(ConsumerGroupHeartbeatRequest request, short version, List<String> assignors) {
        int epoch = request.memberEpoch();
        if (version >= FIRST_VERSION_WITH_ID_OF_CLIENT || epoch > 0 || epoch == MemberEpoch.LEAVE) {
            requireNotBlank(request.memberId(), "MemberId can't be empty.");
        }
        requireNotBlank(request.groupId(), "GroupId can't be empty.");
        requireNotBlank(request.instanceId(), "InstanceId can't be empty.");
        requireNotBlank(request.rackId(), "RackId can't be empty.");
        if (epoch == MemberEpoch.JOIN) {
            require(request.rebalanceTimeoutMs() != -1, "RebalanceTimeoutMs must be provided in first request.");
            require(
                    request.topicPartitions() != null
                            && request.topicPartitions().isEmpty(),
                    "TopicPartitions must be empty when (re-)joining.");
            require(
                    request.subscribedTopicNames() != null || request.subscribedTopicRegex() != null,
                    "Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.");
        } else if (epoch == MemberEpoch.LEAVE_FOR_A_WHILE) {
            require(request.instanceId() != null, "InstanceId can't be null.");
        } else {
            require(epoch >= MemberEpoch.LEAVE_FOR_A_WHILE, "MemberEpoch is invalid.");
        }
        String assignor = request.serverAssignor();
        if (assignor != null && !assignors.contains(assignor)) {
            throw new ApiException(
                    Errors.UNSUPPORTED_ASSIGNOR,
                    "ServerAssignor " + assignor + " is not supported. Supported assignors: "
                            + String.join(", ", assignors) + ".");
        }
    }

    private static void requireNotBlank(@Nullable String value, String message) {
        require(value == null || !value.trim().isEmpty(), message);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new ApiException(Errors.INVALID_REQUEST, message);
        }
    }
}
