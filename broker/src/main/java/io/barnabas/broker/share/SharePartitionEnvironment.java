// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.share;

import io.barnabas.broker.time.BrokerTime;
import io.barnabas.coordinator.share.ShareCoordinator;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What a share partition needs of the broker.
 *
 * @param states where its state is kept
 * @param disk where cold segments are read
 * @param givenUp told, on the partition's loop, of one that does no more
 */
record SharePartitionEnvironment(
        ShareCoordinator states,
        ShareGroupSettings settings,
        BrokerTime time,
        Executor disk,
        Consumer<SharePartitionLeader> givenUp) {}
