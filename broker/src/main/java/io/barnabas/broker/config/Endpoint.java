// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.Locale;

/**
 * One entry of {@code listeners} or {@code advertised.listeners}: NAME://host:port.
 *
 * @param name upper case
 * @param host without the brackets of an IPv6 address; empty for every interface
 * @param port 0 lets the system choose
 */
public record Endpoint(String name, String host, int port) {
    private static final int MAX_PORT = 65535;

    static Endpoint parse(String property, String text) {
        int slashes = text.indexOf("://");
        int colon = text.lastIndexOf(':');
        if (slashes <= 0 || colon <= slashes) {
            throw bad(property, text);
        }
        String host = text.substring(slashes + 3, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw bad(property, text);
        }
        int port;
        try {
            port = Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw bad(property, text);
        }
        if (port < 0 || port > MAX_PORT) {
            throw InvalidConfigException.of(property, text, "The port must be between 0 and 65535");
        }
        return new Endpoint(text.substring(0, slashes).toUpperCase(Locale.ROOT), host, port);
    }

    private static InvalidConfigException bad(String property, String text) {
        return InvalidConfigException.of(property, text, "Expected NAME://host:port, for example PLAINTEXT://:9092");
    }

    /** Whether it stands for all of the machine's addresses, of which no client can be told one. */
    public boolean isEveryInterface() {
        return host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
    }

    /** As in the property, with the brackets of an IPv6 address. */
    public String text() {
        return name + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
