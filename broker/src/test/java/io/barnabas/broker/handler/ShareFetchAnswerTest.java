// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.share.ShareFetches;
import io.barnabas.broker.share.ShareTarget;
import io.barnabas.wire.message.ShareFetchResponse.PartitionData;
import io.barnabas.wire.protocol.ApiException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShareFetchAnswerTest {
    private final UUID topic = new UUID(1, 2);
    private final Map<ShareTarget, Optional<ApiException>> taken = Map.of(new ShareTarget(topic, 1), Optional.empty());

    @Test
    void shouldNamePartitionsWithSomethingToSay() {
        var answer = new ShareFetchAnswer().of(taken, ShareFetches.Results.NONE, List.of());

        assertThat(answer.responses())
                .singleElement()
                .satisfies(named -> assertThat(named.partitions())
                        .extracting(PartitionData::partitionIndex)
                        .containsExactly(1));
    }

    @Test
    void shouldNameWhatIsToBeNamedAnyway() {
        var session = List.of(new ShareTarget(topic, 0), new ShareTarget(topic, 1));

        var answer = new ShareFetchAnswer().of(taken, ShareFetches.Results.NONE, session);

        assertThat(answer.responses())
                .singleElement()
                .satisfies(named -> assertThat(named.partitions())
                        .extracting(PartitionData::partitionIndex)
                        .containsExactly(1, 0));
    }
}
