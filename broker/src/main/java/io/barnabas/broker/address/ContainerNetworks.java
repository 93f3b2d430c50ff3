// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.address;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out whether this process is in a container, and which networks that is on. */
public final class ContainerNetworks {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerNetworks.class);
    private static final int GATEWAY_COLUMN = 2;
    private static final int HEX = 16;

    private final Path root;
    private final Map<String, String> environment;

    /** @param root the file system, {@code /} but in tests */
    ContainerNetworks(Path root, Map<String, String> environment) {
        this.root = root;
        this.environment = environment;
    }

    public static LocalHost localHost() {
        return new LocalHost(new ContainerNetworks(Path.of("/"), System.getenv()).behindPorts());
    }

    /** In Kubernetes everybody reaches a pod by its address, so there an address is what clients are told. */
    boolean hasPublishedPorts() {
        return !environment.containsKey("KUBERNETES_SERVICE_HOST")
                && (environment.containsKey("container")
                        || Files.exists(root.resolve(".dockerenv"))
                        || Files.exists(root.resolve("run/.containerenv")));
    }

    private List<ContainerNetwork> behindPorts() {
        if (!hasPublishedPorts()) {
            return List.of();
        }
        try {
            Set<InetAddress> gateways = gateways();
            List<ContainerNetwork> networks = new ArrayList<>();
            for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (!each.isLoopback() && hasItsOtherEndElsewhere(each)) {
                    for (InterfaceAddress address : each.getInterfaceAddresses()) {
                        networks.add(
                                new ContainerNetwork(address.getAddress(), address.getNetworkPrefixLength(), gateways));
                    }
                }
            }
            return networks;
        } catch (IOException e) {
            LOG.warn("Cannot look up this container's networks; clients are told its own address", e);
            return List.of();
        }
    }

    /** A container's interface is one end of a pair; one of the machine, as with the network of the host, is itself. */
    private boolean hasItsOtherEndElsewhere(NetworkInterface candidate) throws IOException {
        Path link = root.resolve("sys/class/net").resolve(candidate.getName()).resolve("iflink");
        return Files.exists(link) && !Files.readString(link).strip().equals(Integer.toString(candidate.getIndex()));
    }

    /** Of the IPv4 routes: addresses as hexadecimal numbers in the machine's order, which is little-endian where containers run. */
    Set<InetAddress> gateways() throws IOException {
        Set<InetAddress> gateways = new HashSet<>();
        Path routes = root.resolve("proc/net/route");
        if (!Files.exists(routes)) {
            return gateways;
        }
        for (String line : Files.readAllLines(routes)) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length > GATEWAY_COLUMN && columns[GATEWAY_COLUMN].matches("[0-9A-F]{8}")) {
                int number = Integer.reverseBytes(Integer.parseUnsignedInt(columns[GATEWAY_COLUMN], HEX));
                if (number != 0) {
                    gateways.add(ipv4(number));
                }
            }
        }
        return gateways;
    }

    private static InetAddress ipv4(int number) throws UnknownHostException {
        return InetAddress.getByAddress(
                new byte[] {(byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number});
    }
}
