// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.share;

import static io.barnabas.coordinator.share.DeliveryState.ACKNOWLEDGED;
import static io.barnabas.coordinator.share.DeliveryState.AVAILABLE;
import static io.barnabas.coordinator.share.ShareCoordinatorDriver.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.TestTopics;
import io.barnabas.coordinator.record.ShareSnapshotKey;
import io.barnabas.coordinator.record.ShareUpdateKey;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShareCoordinatorTest {
    private static final SharePartitionKey KEY = key("workers", 0);

    private final ShareCoordinatorDriver driver =
            new ShareCoordinatorDriver(new ShareCoordinatorConfig(3, 300_000, 60_000));

    private static ShareStateChange change(long startOffset, StateBatch... batches) {
        return new ShareStateChange(startOffset, 0, List.of(batches));
    }

    private static StateBatch batch(long first, long last, DeliveryState state, int count) {
        return new StateBatch(first, last, state, count);
    }

    @Test
    void shouldRefuseToReadOrWriteWhatWasNotInitialized() {
        assertThat(driver.refusal(c -> c.read(KEY, 0))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(driver.refusal(c -> c.write(KEY, 0, 0, change(0)))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(driver.log().size()).isZero();
    }

    @Test
    void shouldGiveBackWhatWasWritten() {
        driver.ask(c -> c.initialize(KEY, 1, -1));
        driver.ask(c -> c.write(KEY, 1, 0, change(10, batch(10, 14, ACKNOWLEDGED, 1), batch(15, 19, AVAILABLE, 2))));
        driver.restart();

        ShareState state = driver.ask(c -> c.read(KEY, 0));

        assertThat(state.stateEpoch()).isEqualTo(1);
        assertThat(state.startOffset()).isEqualTo(10);
        assertThat(state.batches()).containsExactly(batch(10, 14, ACKNOWLEDGED, 1), batch(15, 19, AVAILABLE, 2));
    }

    @Test
    void shouldWriteASnapshotAfterSoManyUpdates() {
        driver.ask(c -> c.initialize(KEY, 0, 0));
        for (int offset = 1; offset <= 8; offset++) {
            int start = offset;
            driver.ask(c -> c.write(KEY, 0, 0, change(start)));
        }

        List<String> types = driver.log().recordsFrom(0).stream()
                .map(record -> record.key() instanceof ShareSnapshotKey ? "snapshot" : "update")
                .toList();
        assertThat(types)
                .containsExactly(
                        "snapshot", "update", "update", "update", "snapshot", "update", "update", "update", "snapshot");
        assertThat(driver.state(KEY).startOffset()).isEqualTo(8);
        assertThat(driver.state(KEY).snapshotEpoch()).isEqualTo(2);
    }

    @Test
    void shouldFenceALeaderOfOldOnceAnotherHasRead() {
        driver.ask(c -> c.initialize(KEY, 0, 0));
        driver.ask(c -> c.read(KEY, 4));

        Errors write = driver.refusal(c -> c.write(KEY, 0, 3, change(5)));
        Errors read = driver.refusal(c -> c.read(KEY, 3));

        assertThat(write).isEqualTo(Errors.FENCED_LEADER_EPOCH);
        assertThat(read).isEqualTo(Errors.FENCED_LEADER_EPOCH);
        assertThat(driver.log().recordsFrom(1))
                .extracting(CoordinatorRecord::key)
                .singleElement()
                .isInstanceOf(ShareUpdateKey.class);
    }

    @Test
    void shouldWriteNothingWhenTheSameLeaderReadsAgain() {
        driver.ask(c -> c.initialize(KEY, 0, 0));
        driver.ask(c -> c.read(KEY, 4));

        driver.ask(c -> c.read(KEY, 4));

        assertThat(driver.log().size()).isEqualTo(2);
    }

    @Test
    void shouldFenceAnEarlierStateEpoch() {
        driver.ask(c -> c.initialize(KEY, 0, 0));
        driver.ask(c -> c.write(KEY, 0, 0, change(0, batch(0, 9, ACKNOWLEDGED, 1))));
        driver.ask(c -> c.initialize(KEY, 1, 100));

        Errors write = driver.refusal(c -> c.write(KEY, 0, 0, change(5)));
        Errors initialize = driver.refusal(c -> c.initialize(KEY, 0, 5));

        assertThat(write).isEqualTo(Errors.FENCED_STATE_EPOCH);
        assertThat(initialize).isEqualTo(Errors.FENCED_STATE_EPOCH);
        assertThat(driver.state(KEY).startOffset()).isEqualTo(100);
        assertThat(driver.state(KEY).batches()).isEmpty();
    }

    @Test
    void shouldForgetWhatIsDeleted() {
        driver.ask(c -> c.initialize(KEY, 0, 0));

        boolean first = driver.ask(c -> c.delete(KEY));
        boolean second = driver.ask(c -> c.delete(KEY));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        Optional<ShareState> after = driver.ask(c -> c.summary(KEY));
        assertThat(after).isEmpty();
    }

    @Test
    void shouldForgetThePartitionsOfDeletedTopics() {
        driver.ask(c -> c.initialize(KEY, 0, 0));
        driver.ask(c -> c.initialize(key("others", 2), 0, 0));

        int count = driver.ask(c -> c.topicsDeleted(Set.of(TestTopics.id("orders"))));

        assertThat(count).isEqualTo(2);
        assertThat(driver.shard().states().all()).isEmpty();
    }

    @Test
    void shouldRefuseWhatCannotBe() {
        var unknownTopic = new SharePartitionKey("workers", new UUID(7, 7), 0);

        assertThat(driver.refusal(c -> c.initialize(unknownTopic, 0, 0))).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(driver.refusal(c -> c.initialize(key("workers", 3), 0, 0)))
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(driver.refusal(c -> c.initialize(key("workers", -1), 0, 0))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(driver.refusal(c -> c.initialize(key("", 0), 0, 0))).isEqualTo(Errors.INVALID_REQUEST);
    }

    @Test
    void shouldRepeatOldSnapshotsSoThatTheLogCanBeCut() {
        driver.ask(c -> c.initialize(KEY, 0, 7));
        driver.advance(100_000);
        driver.ask(c -> c.initialize(key("workers", 1), 0, 0));
        long before = driver.ask(c -> c.firstNeededOffset(0));

        driver.ask(c -> c.snapshotCold(0));

        long after = driver.ask(c -> c.firstNeededOffset(0));
        assertThat(before).isZero();
        assertThat(after).isEqualTo(1);
        assertThat(driver.state(KEY).startOffset()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldKnowAllFromTheFirstNeededOffsetOn(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 400; step++) {
            SharePartitionKey key = key("group" + random.nextInt(2), random.nextInt(3));
            boolean known = driver.ask(c -> c.summary(key)).isPresent();
            long at = random.nextInt(50);
            int kind = random.nextInt(20);
            if (!known) {
                driver.ask(c -> c.initialize(key, 0, at));
            } else if (kind == 0) {
                driver.ask(c -> c.delete(key));
            } else if (kind == 1) {
                driver.advance(50_000);
                driver.ask(c -> c.snapshotCold(0));
            } else if (kind == 2) {
                driver.restart();
            } else {
                driver.ask(c -> c.write(key, 0, -1, change(kind < 6 ? at : -1, batch(at, at + kind, AVAILABLE, kind))));
            }

            long needed = driver.ask(c -> c.firstNeededOffset(0));
            assertThat(driver.loadedFrom(needed).states().all())
                    .as("seed %s, step %s", seed, step)
                    .isEqualTo(driver.shard().states().all());
        }
    }
}
