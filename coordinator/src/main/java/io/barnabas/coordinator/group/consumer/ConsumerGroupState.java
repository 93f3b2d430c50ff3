// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

/**
 * The states of a consumer group, each a consequence of epochs.
 *
 * <pre>
 *   Empty ---- a member joins ----> Assigning ---- target decided ----> Reconciling ---- all are at it ----> Stable
 *     ^                                ^  ^                                  |                                 |
 *     |                                |  '------- reason to assign anew ----'---------------------------------'
 *     '---- nobody is left (from any)  '
 * </pre>
 */
enum ConsumerGroupState {
    EMPTY("Empty"),
    ASSIGNING("Assigning"),
    RECONCILING("Reconciling"),
    STABLE("Stable");

    private final String kafkaName;

    ConsumerGroupState(String kafkaName) {
        this.kafkaName = kafkaName;
    }

    /** The name answers and tools use. */
    String kafkaName() {
        return kafkaName;
    }
}
