// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.clients;

import java.util.List;

/** The last kafka-clients of the 3.x line. */
final class KafkaClients3_9IT extends ClientContract {
    @Override
    List<String> command() {
        return ClientContract.java("3.9");
    }
}
