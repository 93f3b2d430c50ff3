// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.streams;

/**
 * The states of a streams group, each a consequence of epochs.
 *
 * <pre>
 *   Empty --- a member joins ---> Assigning --- target decided ---> Reconciling --- all are at it ---> Stable
 *     ^            |                 ^  ^                                |                               |
 *     |            v                 |  '------ reason to assign anew ---'-------------------------------'
 *     |         NotReady ------------'
 *     |           topics are missing, or do not fit the topology
 *     '---- nobody is left (from any)
 * </pre>
 */
enum StreamsGroupState {
    EMPTY("Empty"),
    NOT_READY("NotReady"),
    ASSIGNING("Assigning"),
    RECONCILING("Reconciling"),
    STABLE("Stable");

    private final String kafkaName;

    StreamsGroupState(String kafkaName) {
        this.kafkaName = kafkaName;
    }

    /** The name answers and tools use. */
    String kafkaName() {
        return kafkaName;
    }
}
