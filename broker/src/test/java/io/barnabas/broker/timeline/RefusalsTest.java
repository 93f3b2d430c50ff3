// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.wire.message.FetchRequest;
import io.barnabas.wire.message.FetchResponse;
import io.barnabas.wire.message.HeartbeatRequest;
import io.barnabas.wire.message.HeartbeatResponse;
import io.barnabas.wire.message.JoinGroupRequest;
import io.barnabas.wire.message.JoinGroupResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private static final UUID ORDERS = new UUID(1, 2);

    private final Refusals refusals = new Refusals(id -> id.equals(ORDERS) ? "orders" : null);

    @Test
    void shouldSayWhatAndWhy() {
        assertThat(told(
                        new HeartbeatRequest().setGroupId("billing").setMemberId("m-1"),
                        new HeartbeatResponse().setErrorCode(Errors.ILLEGAL_GENERATION.code())))
                .singleElement()
                .asString()
                .startsWith("billing: heartbeat of m-1: ILLEGAL_GENERATION (");
    }

    @Test
    void shouldNameTopicsThatWereAskedForById() {
        var partition =
                new FetchResponse.PartitionData().setPartitionIndex(3).setErrorCode(Errors.OFFSET_OUT_OF_RANGE.code());
        var response = new FetchResponse()
                .setResponses(List.of(new FetchResponse.FetchableTopicResponse()
                        .setTopicId(ORDERS)
                        .setPartitions(List.of(partition))));

        assertThat(told(new FetchRequest(), response))
                .singleElement()
                .asString()
                .startsWith(": reads orders-3: OFFSET_OUT_OF_RANGE (");
    }

    @Test
    void shouldSayNothingOfWhatIsWellOrRoutine() {
        assertThat(told(new HeartbeatRequest(), new HeartbeatResponse())).isEmpty();
        assertThat(told(
                        new JoinGroupRequest().setGroupId("billing"),
                        new JoinGroupResponse().setErrorCode(Errors.MEMBER_ID_REQUIRED.code())))
                .isEmpty();
    }

    private List<String> told(ApiMessage request, ApiMessage response) {
        List<String> told = new ArrayList<>();
        refusals.of(request, response, (group, text) -> told.add(group + ": " + text));
        return told;
    }
}
