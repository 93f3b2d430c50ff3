// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.offset;

import static io.barnabas.coordinator.group.TestMember.SESSION_MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.GroupConfig;
import io.barnabas.coordinator.group.GroupCoordinator;
import io.barnabas.coordinator.group.RequestOrigin;
import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.group.TestMember;
import io.barnabas.coordinator.record.GroupMetadataKey;
import io.barnabas.coordinator.record.OffsetCommitKey;
import io.barnabas.coordinator.record.OffsetCommitValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.wire.message.OffsetCommitRequest;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffsetExpirationTest {

    private static final long RETENTION_MS = GroupConfig.DEFAULT.offsetsRetentionMs();
    private static final long PRODUCER_ID = 77;

    private final ShardDriver driver = new ShardDriver();

    @Test
    void shouldExpireOffsetsOfASimpleGroupByTheTimeOfTheCommit() {
        TestMember nobody = TestMember.dynamic(driver, "a");
        assertThat(nobody.commit("orders", 0, 1)).isCompleted();
        driver.advance(RETENTION_MS - 1);
        assertThat(nobody.commit("orders", 1, 2)).isCompleted();
        assertThat(expire()).isZero();

        driver.advance(1);

        assertThat(expire()).isEqualTo(1);
        assertThat(driver.shard().offsets().find(TestMember.GROUP, "orders", 0)).isNull();
        assertThat(driver.shard().offsets().find(TestMember.GROUP, "orders", 1)).isNotNull();
    }

    @Test
    void shouldExpireAnEmptyGroupsOffsetsByTheTimeItBecameEmptyAndTheGroupWithThem() {
        TestMember member = TestMember.dynamic(driver, "a").joinAlone();
        assertThat(member.commit("orders", 0, 1)).isCompleted();
        keepAlive(member, RETENTION_MS / 2);
        member.leave();
        driver.advance(RETENTION_MS - 1);
        assertThat(expire()).isZero();

        driver.advance(1);

        assertThat(expire()).isEqualTo(2);
        assertThat(driver.written()).allMatch(record -> record.value() == null);
        assertThat(driver.written())
                .extracting(CoordinatorRecord::key)
                .hasExactlyElementsOfTypes(OffsetCommitKey.class, GroupMetadataKey.class);
    }

    @Test
    void shouldExpireInAStableGroupOnlyTopicsThatNobodyConsumes() {
        TestMember member = TestMember.dynamic(driver, "a").topics("orders").joinAlone();
        assertThat(member.commit("orders", 0, 1)).isCompleted();
        assertThat(member.commit("bills", 0, 2)).isCompleted();
        keepAlive(member, RETENTION_MS);

        assertThat(expire()).isEqualTo(1);

        assertThat(driver.shard().offsets().find(TestMember.GROUP, "orders", 0)).isNotNull();
        assertThat(driver.shard().offsets().find(TestMember.GROUP, "bills", 0)).isNull();
    }

    @Test
    void shouldHonourTheRetentionThatAnOldClientAskedFor() {
        OffsetCommitRequest request = TestMember.dynamic(driver, "a").commitRequest("orders", 0, 1);
        driver.ask(c ->
                c.commitOffsets(new RequestOrigin((short) 2, "a", "/127.0.0.1"), request.setRetentionTimeMs(1_000)));
        driver.advance(999);
        assertThat(expire()).isZero();

        driver.advance(1);

        assertThat(expire()).isEqualTo(1);
    }

    @Test
    void shouldKeepAnOffsetThatATransactionIsAboutToChange() {
        assertThat(TestMember.dynamic(driver, "a").commit("orders", 0, 1)).isCompleted();
        driver.log()
                .store(
                        PRODUCER_ID,
                        CoordinatorRecord.of(
                                new OffsetCommitKey()
                                        .setGroup(TestMember.GROUP)
                                        .setTopic("orders")
                                        .setPartition(0),
                                4,
                                new OffsetCommitValue().setOffset(5)));
        driver.restart();

        driver.advance(RETENTION_MS);

        assertThat(expire()).isZero();
    }

    @Test
    void shouldRemoveAnEmptyGroupWithoutOffsetsButNotOneSomebodyIsJoining() {
        TestMember pending = TestMember.dynamic(driver, "a");
        assertThat(pending.sendJoin(pending.joinRequest())).isCompleted();
        assertThat(expire()).isZero();

        driver.advance(SESSION_MS);

        assertThat(expire()).isEqualTo(1);
    }

    @Test
    void shouldForgetOffsetsOfDeletedTopics() {
        TestMember member = TestMember.dynamic(driver, "a").topics("orders").joinAlone();
        assertThat(member.commit("orders", 0, 1)).isCompleted();
        assertThat(member.commit("bills", 0, 2)).isCompleted();

        int tombstones = driver.ask(c -> c.topicsDeleted(List.of("orders")));

        assertThat(tombstones).isEqualTo(1);
        assertThat(driver.shard().offsets().find(TestMember.GROUP, "bills", 0)).isNotNull();
    }

    private int expire() {
        return driver.ask(GroupCoordinator::expireOffsets);
    }

    private void keepAlive(TestMember member, long ms) {
        for (long passedMs = 0; passedMs < ms; passedMs += SESSION_MS - 1) {
            driver.advance(SESSION_MS - 1);
            assertThat(member.heartbeat()).isEqualTo(Errors.NONE);
        }
    }
}
