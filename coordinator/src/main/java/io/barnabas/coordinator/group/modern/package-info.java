// SPDX-License-Identifier: Apache-2.0
/**
 * What groups have in common whose coordinator assigns the partitions: consumer groups (KIP-848), share groups and streams
 * groups.
 *
 * <pre>
 * group epoch       counts the reasons to assign anew: a member came, went, changed its subscription; a topic changed
 * target assignment what the assignor decided at an assignment epoch, which follows the group epoch
 * member epoch      the assignment epoch a member has come to; it gets there in steps that never give a partition to two
 * </pre>
 *
 * <p>To build a kind of group on this:
 *
 * <ul>
 *   <li>a class that implements {@link io.barnabas.coordinator.group.modern.ModernGroup}, copies itself, and replays the
 *       kind's records; members are immutable values in it; a {@link
 *       io.barnabas.coordinator.group.modern.TargetAssignment} is part of it;
 *   <li>a line in {@code ModernGroupKinds} that tells which records are its own, and cases in {@code GroupRecordSerde};
 *   <li>operations, one class each, that work on a {@link io.barnabas.coordinator.group.modern.GroupDraft}: {@code
 *       draft.write(record)}, look at {@code draft.group()}, {@code draft.setTimer(...)}, {@code return
 *       draft.result(answer)};
 *   <li>{@link io.barnabas.coordinator.group.modern.TopicHashes} says whether subscribed topics have changed, an {@link
 *       io.barnabas.coordinator.group.assignor.Assignor} decides, {@link
 *       io.barnabas.coordinator.group.modern.TargetAssignment#changes} is what to write of it;
 *   <li>topics come from {@link io.barnabas.coordinator.runtime.TopicImage}, settings of single groups from {@link
 *       io.barnabas.coordinator.group.modern.GroupOverrides}, both in {@link io.barnabas.coordinator.group.GroupPorts}.
 * </ul>
 */
@NullMarked
package io.barnabas.coordinator.group.modern;

import org.jspecify.annotations.NullMarked;
