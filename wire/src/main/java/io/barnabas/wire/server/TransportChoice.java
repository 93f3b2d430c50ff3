// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.server;

/** Which of the machine's ways to wait for sockets the event loops use. */
public enum TransportChoice {
    /** The JDK's selectors: everywhere, nothing to load. */
    NIO,
    /** The operating system's own, by a native library (epoll on Linux), else NIO. */
    NATIVE
}
