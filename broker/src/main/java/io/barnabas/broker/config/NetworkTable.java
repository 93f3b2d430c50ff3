// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** Listeners, sockets and the bounds on connections. The columns are explained in {@link ConfigTable}. */
final class NetworkTable {
    static final ConfigTable TABLE = ConfigTable.parse("Listeners and connections", """
            listeners | LIST | PLAINTEXT://localhost:9092 | nonempty | high | per-broker
                The addresses to listen on, as NAME://host:port. No host means every interface; port 0 lets the system choose. Listeners named in controller.listener.names are accepted and not opened.
            advertised.listeners | LIST | (none) | nonempty | high | read-only
                The addresses told to clients, when they differ from listeners.
            listener.security.protocol.map | STRING | SASL_SSL:SASL_SSL,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT | * | low | per-broker
                Which security protocol each listener name speaks, as NAME:PROTOCOL.
            controller.listener.names | LIST | CONTROLLER | nonempty | high | read-only
                The listeners of the controller. One process is broker and controller here, so these are not opened.
            socket.send.buffer.bytes | INT | 102400 | * | high | read-only
                SO_SNDBUF of a connection; -1 leaves the system's default.
            socket.receive.buffer.bytes | INT | 102400 | * | high | read-only
                SO_RCVBUF of a connection; -1 leaves the system's default.
            socket.listen.backlog.size | INT | 50 | 1.. | medium | read-only
                How many connections may wait to be accepted.
            socket.request.max.bytes | INT | 104857600 | 1.. | high | read-only
                The largest request; a larger one closes its connection.
            queued.max.requests | INT | 500 | 1.. | high | read-only
                How many requests may be in work before the broker stops reading from sockets.
            queued.max.request.bytes | LONG | -1 | * | medium | read-only
                How many bytes of requests may be in work before the broker stops reading from sockets; -1 leaves a built-in bound.
            connections.max.idle.ms | LONG | 600000 | * | medium | read-only
                A connection without traffic for this long is closed; negative means never.
            max.connections | INT | max | 0.. | medium | cluster-wide
                How many connections the broker takes in all.
            max.connections.per.ip | INT | max | 0.. | medium | cluster-wide
                How many connections one address may open.
            max.connections.per.ip.overrides | STRING |  | * | medium | cluster-wide
                Exceptions to max.connections.per.ip, as host:count.
            """);

    private NetworkTable() {}
}
