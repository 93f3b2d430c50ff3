// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker;

import io.barnabas.broker.config.Endpoint;
import io.barnabas.cli.client.BrokerConnection;
import io.barnabas.cli.client.HostAndPort;
import io.barnabas.wire.protocol.ApiException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Whether a broker on this machine answers on one of the listeners it is configured with; for the health checks of containers. */
final class Health {
    private static final String NAME = "barnabas-health";

    private Health() {}

    /** Says what it has found. */
    static boolean check(List<Endpoint> listeners, PrintStream out, PrintStream err) {
        for (Endpoint listener : listeners) {
            String host = listener.isEveryInterface() ? "localhost" : listener.host();
            if (answers(host, listener.port(), err)) {
                out.println("A broker answers on " + host + ":" + listener.port());
                return true;
            }
        }
        return false;
    }

    private static boolean answers(String host, int port, PrintStream err) {
        try {
            BrokerConnection.open(new HostAndPort(host, port), NAME, "1").close();
            return true; // It has said which versions it speaks.
        } catch (IOException | ApiException e) {
            err.println("barnabas: no broker answers on " + host + ":" + port + ": " + e.getMessage());
            return false;
        }
    }
}
