// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.clients;

import java.util.List;

/** The oldest kafka-clients that Kafka 4 still serves (KIP-896). */
final class KafkaClients2_1IT extends ClientContract {
    @Override
    List<String> command() {
        return ClientContract.java("2.1");
    }
}
