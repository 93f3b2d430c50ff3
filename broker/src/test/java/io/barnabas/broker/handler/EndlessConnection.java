// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import io.barnabas.broker.share.ClientConnection;
import java.net.InetAddress;

/** A connection that outlasts the test. */
record EndlessConnection() implements ClientConnection {
    @Override
    public long id() {
        return 1;
    }

    @Override
    public int port() {
        return 50_000;
    }

    @Override
    public InetAddress remoteAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public InetAddress localAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public String softwareName() {
        return "unknown";
    }

    @Override
    public String softwareVersion() {
        return "unknown";
    }

    @Override
    public void onClose(Runnable action) {}
}
