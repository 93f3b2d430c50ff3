// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.compat.harness.BarnabasBroker;
import io.barnabas.compat.harness.RawClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts on an empty directory, again and again: each of them answers. {@code -Dcold.starts=1000} for a long run. */
final class ColdStartIT {
    private static final int STARTS = Integer.getInteger("cold.starts", 10);

    @TempDir
    Path directory;

    @Test
    void shouldAnswerAfterEachColdStart() {
        var took = new ArrayList<Long>();
        for (var start = 0; start < STARTS; start++) {
            var began = System.nanoTime();
            try (var broker = BarnabasBroker.start(directory.resolve("data-" + start), Map.of());
                    var client = new RawClient(broker.bootstrap())) {
                var request = new MetadataRequestData().setTopics(null);
                var answer = client.ask(MetadataResponseData.class, ApiKeys.METADATA, 13, request);
                took.add((System.nanoTime() - began) / 1_000_000);
                assertThat(answer.brokers()).as("start %d", start).hasSize(1);
            }
        }
        Collections.sort(took);
        System.out.printf(
                "%d cold starts, to the first answer: median %d ms, slowest %d ms%n",
                STARTS, took.get(took.size() / 2), took.get(took.size() - 1));
    }
}
