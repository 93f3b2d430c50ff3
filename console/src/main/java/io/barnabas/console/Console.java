// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console;

import io.barnabas.broker.BrokerView;
import io.barnabas.console.http.Guard;
import io.barnabas.console.http.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console of one broker, from its opening to its end. A console that cannot open leaves the broker as it is. */
final class Console implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private final ConsoleSettings settings;
    private final BrokerView broker;
    private final AtomicReference<@Nullable HttpServer> server = new AtomicReference<>();

    Console(ConsoleSettings settings, BrokerView broker) {
        this.settings = settings;
        this.broker = broker;
    }

    /** Listens and says where, or says why not. */
    void open() {
        try {
            var routes = new ConsoleRoutes(broker);
            var guard = new Guard(settings.isLoopback(), settings.token());
            List<InetAddress> addresses = settings.addresses();
            server.set(HttpServer.listen(addresses, settings.port(), guard, routes::routes));
            broker.requests().switchOn();
            broker.timeline().watchClients();
            LOG.info("Console on {}", url());
        } catch (IOException e) {
            if (settings.asked()) {
                LOG.warn("No console: {}", e.getMessage());
            } else {
                LOG.info("No console: {}; --console PORT takes another", e.getMessage());
            }
        }
    }

    private String url() {
        String host = settings.host().isEmpty() || settings.host().equals("0.0.0.0") ? "localhost" : settings.host();
        String url = "http://" + host + ":" + port();
        return settings.token() == null ? url : url + "/?token=" + settings.token();
    }

    /** The port listened on, or -1 while there is none. */
    int port() {
        HttpServer open = server.get();
        return open == null ? -1 : open.port();
    }

    @Override
    public void close() {
        HttpServer open = server.getAndSet(null);
        if (open != null) {
            open.close();
        }
    }
}
