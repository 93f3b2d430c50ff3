// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

/** Which of the machine's ways to wait for sockets the event loops use. */
public enum TransportChoice {
    /** The JDK's selectors: everywhere, nothing to load. */
    NIO,
    /** The operating system's own, by a native library (epoll on Linux), else NIO. */
    NATIVE;

    private static final String PROPERTY = "barnabas.transport";

    /** What the system property {@code barnabas.transport} says, {@code nio} or {@code native}; NIO when it says nothing. */
    public static TransportChoice configured() {
        return "native".equals(System.getProperty(PROPERTY)) ? NATIVE : NIO;
    }
}
