// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance.cluster;

import kafka.network.SocketServer;
import org.apache.kafka.common.network.ListenerName;
import org.objenesis.ObjenesisStd;

/** A socket server that knows where it listens. */
final class SocketServerStub extends SocketServer {
    private int port;

    /** Never called, as the real one opens sockets. */
    SocketServerStub() {
        super(null, null, null, null, null, null, null);
    }

    static SocketServer on(int port) {
        var stub = new ObjenesisStd().newInstance(SocketServerStub.class);
        stub.port = port;
        return stub;
    }

    @Override
    public int boundPort(ListenerName listener) {
        return port;
    }
}
