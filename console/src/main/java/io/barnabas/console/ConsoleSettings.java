// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the console listens and whom it lets in.
 *
 * @param token what a caller has to know; null when only this machine can reach the console, and nothing was said
 * @param asked whether somebody asked for it, or it is only there by default
 */
record ConsoleSettings(String host, int port, @Nullable String token, boolean asked) {
    private static final String LOCALHOST = "localhost";
    private static final byte[] LOOPBACK_V4 = {127, 0, 0, 1};
    private static final byte[] LOOPBACK_V6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final int DEFAULT_PORT = 9080;
    private static final int TOKEN_BYTES = 18;

    /** From {@code console=default|PORT|HOST:PORT} and {@code console.token}; the command line has checked the form. */
    static ConsoleSettings of(Map<String, String> settings) {
        String where = settings.getOrDefault("console", "default");
        boolean asked = !where.equals("default");
        int colon = where.lastIndexOf(':');
        String host = colon < 0 ? LOCALHOST : where.substring(0, colon);
        int port = asked ? Integer.parseInt(where.substring(colon + 1)) : DEFAULT_PORT;
        String token = settings.get("console.token");
        if (token == null && !isLoopback(host)) {
            token = randomToken();
        }
        return new ConsoleSettings(host, port, token, asked);
    }

    boolean isLoopback() {
        return isLoopback(host);
    }

    /** The addresses to listen on: both loopback addresses for localhost, as browsers try either. */
    List<InetAddress> addresses() throws UnknownHostException {
        String plain = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return plain.equals(LOCALHOST)
                ? List.of(InetAddress.getByAddress(LOOPBACK_V4), InetAddress.getByAddress(LOOPBACK_V6))
                : List.of(InetAddress.getByName(plain.isEmpty() ? "0.0.0.0" : plain));
    }

    private static boolean isLoopback(String host) {
        return host.equals(LOCALHOST) || host.startsWith("127.") || host.equals("[::1]");
    }

    private static String randomToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
