// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.client;

/** Where a broker listens, as users write it: {@code host:port}, {@code host}, or {@code [::1]:9092}. */
public record HostAndPort(String host, int port) {
    private static final int KAFKA_PORT = 9092;
    private static final int MAX_PORT = 65535;

    /** @throws IllegalArgumentException with what is wrong */
    public static HostAndPort parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean bareIpv6 = colon != text.indexOf(':') && !text.startsWith("[");
        if (colon < 0 || bareIpv6 || text.endsWith("]")) {
            return new HostAndPort(host(text, text), KAFKA_PORT);
        }
        String port = text.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > MAX_PORT || Integer.parseInt(port) == 0) {
            throw new IllegalArgumentException("'" + text + "' has no port from 1 to " + MAX_PORT);
        }
        return new HostAndPort(host(text.substring(0, colon), text), Integer.parseInt(port));
    }

    private static String host(String host, String text) {
        String plain = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (plain.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' names no host");
        }
        return plain;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
