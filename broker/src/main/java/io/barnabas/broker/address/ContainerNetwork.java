// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.address;

import java.net.InetAddress;
import java.util.Set;

/**
 * One network of a container.
 *
 * @param address the container's own
 * @param prefixLength how many bits of it are the network's
 * @param gateways the host's addresses in its networks: from them comes what the host forwards from a published port
 */
record ContainerNetwork(InetAddress address, int prefixLength, Set<InetAddress> gateways) {
    ContainerNetwork {
        gateways = Set.copyOf(gateways);
    }

    /** Whether it is another container of this network. What a forwarder inside the container sends comes from our own address. */
    boolean isNeighbour(InetAddress client) {
        return !client.equals(address) && !gateways.contains(client) && isInside(client);
    }

    private boolean isInside(InetAddress client) {
        byte[] ours = address.getAddress();
        byte[] theirs = client.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit++) {
            int mask = 1 << (Byte.SIZE - 1 - bit % Byte.SIZE);
            if ((ours[bit / Byte.SIZE] & mask) != (theirs[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
