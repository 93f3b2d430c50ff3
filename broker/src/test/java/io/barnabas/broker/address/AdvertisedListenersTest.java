// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.config.Endpoint;
import io.barnabas.broker.config.ListenerConfig;
import io.barnabas.broker.handler.RequestContext.Client;
import io.barnabas.broker.share.ClientConnection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class AdvertisedListenersTest {
    private static final Endpoint EVERYWHERE = new Endpoint("PLAINTEXT", "", 0);
    private static final Endpoint NAMED = new Endpoint("NAMED", "kafka.example", 443);
    private static final ListenerConfig LISTENERS =
            new ListenerConfig(List.of(EVERYWHERE, NAMED), Map.of("PLAINTEXT", EVERYWHERE, "NAMED", NAMED));

    @Test
    void shouldChooseTheHostByTheConnectionAndTheNameThatIsSetOtherwise() throws UnknownHostException {
        AdvertisedListeners advertised = new AdvertisedListeners(LISTENERS, LocalHost.withoutContainer());
        advertised.bound(listener -> 4711);

        assertThat(advertised.of(client("PLAINTEXT", "192.168.1.7")))
                .isEqualTo(new Endpoint("PLAINTEXT", "192.168.1.7", 4711));
        assertThat(advertised.of(client("PLAINTEXT", "127.0.0.1")))
                .isEqualTo(new Endpoint("PLAINTEXT", "localhost", 4711));
        assertThat(advertised.of(client("NAMED", "192.168.1.7"))).isEqualTo(NAMED);
        assertThat(advertised.advice()).isEmpty();
    }

    @Test
    void shouldSayInAContainerWhatClientsAreToldAndWhatToDoForAnotherPort() throws UnknownHostException {
        InetAddress address = InetAddress.getByName("10.88.0.3");
        AdvertisedListeners advertised =
                new AdvertisedListeners(LISTENERS, new LocalHost(List.of(new ContainerNetwork(address, 16, Set.of()))));
        advertised.bound(listener -> 9092);

        assertThat(advertised.advice())
                .containsExactly(
                        "Clients are told localhost:9092 when they come through a published port (-p 9092:9092), and"
                                + " 10.88.0.3:9092 on the container's networks",
                        "To publish another port, let the broker listen on it too:"
                                + " -p 19092:19092 -e KAFKA_LISTENERS=PLAINTEXT://:19092");
    }

    private static Client client(String listener, String local) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(local);
        return new Client(
                "User:ANONYMOUS",
                local,
                listener,
                Executors.newSingleThreadScheduledExecutor(),
                new LocalConnection(address));
    }

    private record LocalConnection(InetAddress localAddress) implements ClientConnection {
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
            return localAddress;
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
}
