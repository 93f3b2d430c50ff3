// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * This machine as one client can reach it: the address that its connection came in on. Who came through a port that a container
 * publishes is told {@code localhost}, since the container's own address means nothing on the other side of that port.
 *
 * @param behindPorts the networks that are entered from outside by published ports only; none outside of a container
 */
public record LocalHost(List<ContainerNetwork> behindPorts) {
    static final String LOCALHOST = "localhost";

    public LocalHost {
        behindPorts = List.copyOf(behindPorts);
    }

    /** On a machine, or where each address can be reached as it is. */
    public static LocalHost withoutContainer() {
        return new LocalHost(List.of());
    }

    public String of(InetAddress local, InetAddress client) {
        if (local.isLoopbackAddress()) {
            return LOCALHOST;
        }
        for (ContainerNetwork network : behindPorts) {
            if (network.address().equals(local)) {
                return network.isNeighbour(client) ? text(local) : LOCALHOST;
            }
        }
        return text(local);
    }

    /** Without the scope of a link-local address: its number is ours and not the client's. */
    static String text(InetAddress address) {
        String text = address.getHostAddress();
        int scope = address instanceof Inet6Address ? text.indexOf('%') : -1;
        return scope < 0 ? text : text.substring(0, scope);
    }
}
