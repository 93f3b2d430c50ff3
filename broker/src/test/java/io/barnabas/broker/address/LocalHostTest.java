// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalHostTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.1,    127.0.0.1,    localhost
            ::1,          ::1,          localhost
            192.168.1.7,  192.168.1.9,  192.168.1.7
            192.168.1.7,  192.168.1.1,  192.168.1.7
            192.168.1.7,  8.8.8.8,      192.168.1.7
            2001:db8::7,  2001:db8::9,  2001:db8:0:0:0:0:0:7
            """)
    void shouldTellTheAddressThatTheClientCameInOnOnAMachine(String local, String client, String told)
            throws UnknownHostException {
        assertThat(LocalHost.withoutContainer().of(address(local), address(client)))
                .isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.1,    127.0.0.1,    localhost
            10.88.0.3,    10.88.0.4,    10.88.0.3
            10.88.0.3,    10.88.255.4,  10.88.0.3
            10.88.0.3,    10.88.0.1,    localhost
            10.88.0.3,    10.88.0.3,    localhost
            10.88.0.3,    192.168.65.1, localhost
            172.20.0.2,   172.20.0.9,   172.20.0.2
            172.20.0.2,   172.21.0.9,   localhost
            10.99.0.5,    10.99.0.6,    10.99.0.5
            """)
    void shouldTellLocalhostToWhoCameThroughAPublishedPortOfAContainer(String local, String client, String told)
            throws UnknownHostException {
        Set<InetAddress> gateways = Set.of(address("10.88.0.1"), address("172.20.0.1"));
        LocalHost container = new LocalHost(List.of(
                new ContainerNetwork(address("10.88.0.3"), 16, gateways),
                new ContainerNetwork(address("172.20.0.2"), 24, gateways)));

        assertThat(container.of(address(local), address(client))).isEqualTo(told);
    }

    @Test
    void shouldKnowAContainerByItsMarks() throws IOException {
        assertThat(new ContainerNetworks(root, Map.of()).hasPublishedPorts()).isFalse();
        assertThat(new ContainerNetworks(root, Map.of("container", "podman")).hasPublishedPorts())
                .isTrue();

        Files.createFile(root.resolve(".dockerenv"));

        assertThat(new ContainerNetworks(root, Map.of()).hasPublishedPorts()).isTrue();
        assertThat(new ContainerNetworks(root, Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1")).hasPublishedPorts())
                .isFalse();
    }

    @Test
    void shouldReadTheGatewaysFromTheRoutes() throws IOException {
        Files.createDirectories(root.resolve("proc/net"));
        Files.writeString(root.resolve("proc/net/route"), """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                eth0\t00000000\t0100580A\t0003\t0\t0\t100\t00000000\t0\t0\t0
                eth0\t0000580A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
                """);

        assertThat(new ContainerNetworks(root, Map.of()).gateways()).containsExactly(address("10.88.0.1"));
    }

    @Test
    void shouldLeaveOutTheScopeOfALinkLocalAddress() throws UnknownHostException {
        byte[] bytes = address("fe80::1").getAddress();

        assertThat(LocalHost.text(java.net.Inet6Address.getByAddress(null, bytes, 3)))
                .isEqualTo("fe80:0:0:0:0:0:0:1");
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }
}
