// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may ask for what, before anything is done.
 *
 * <ul>
 *   <li>Without a token only this machine can reach the console, and a page of another site must not reach it through the user's browser:
 *       the Host has to be a name of this machine, so that a foreign name which was made to point here is of no use (DNS rebinding).
 *   <li>With a token the caller shows it as a bearer, as a cookie, or once in the page's address, which makes it a cookie.
 *   <li>What changes something is no GET, comes with JSON, and from the console's own page: a form or a script of another site can send
 *       neither without the browser asking first, which is never answered.
 * </ul>
 */
public final class Guard {
    static final String COOKIE = "barnabas-console";

    private static final Set<String> OPEN = Set.of("/health", "/ready");
    private static final String BEARER = "Bearer ";

    private final boolean loopbackOnly;
    private final @Nullable String token;

    public Guard(boolean loopbackOnly, @Nullable String token) {
        this.loopbackOnly = loopbackOnly;
        this.token = token;
    }

    /** Throws a {@link Refusal} unless the request may be served. */
    void check(HttpRequest request, String path, Map<String, List<String>> query) {
        HttpHeaders headers = request.headers();
        String host = headers.get(HttpHeaderNames.HOST);
        if (host == null || (loopbackOnly && !isOfThisMachine(host))) {
            throw new Refusal(421, "This console answers to localhost, not to the host '" + host + "'");
        }
        if (!isReading(request.method())) {
            requireOwnPage(headers, host);
        }
        if (token != null && !OPEN.contains(path) && !knowsToken(headers, query, token)) {
            throw new Refusal(401, "A token is needed: as Authorization: Bearer, or as /?token= in a browser");
        }
    }

    /** The token when it is to become a cookie: it came in the address. */
    @Nullable
    String cookieFor(Map<String, List<String>> query) {
        return token != null && query.getOrDefault("token", List.of()).contains(token) ? token : null;
    }

    private static boolean isReading(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }

    private static void requireOwnPage(HttpHeaders headers, String host) {
        String contentType = headers.get(HttpHeaderNames.CONTENT_TYPE, "");
        if (!contentType.toLowerCase(Locale.ROOT).startsWith(Answer.JSON)) {
            throw new Refusal(415, "What changes something comes as " + Answer.JSON);
        }
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        String site = headers.get("Sec-Fetch-Site");
        boolean foreign = (origin != null && !host.equalsIgnoreCase(authorityOf(origin)))
                || (site != null && !site.equals("same-origin") && !site.equals("none"));
        if (foreign) {
            throw new Refusal(403, "Only the console's own page may do that");
        }
    }

    private static @Nullable String authorityOf(String origin) {
        try {
            return new URI(origin).getAuthority();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isOfThisMachine(String host) {
        String name = host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    private static boolean knowsToken(HttpHeaders headers, Map<String, List<String>> query, String token) {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION, "");
        if (authorization.startsWith(BEARER) && same(authorization.substring(BEARER.length()), token)) {
            return true;
        }
        for (Cookie cookie : ServerCookieDecoder.LAX.decode(headers.get(HttpHeaderNames.COOKIE, ""))) {
            if (cookie.name().equals(COOKIE) && same(cookie.value(), token)) {
                return true;
            }
        }
        return query.getOrDefault("token", List.of()).stream().anyMatch(given -> same(given, token));
    }

    private static boolean same(String given, String token) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
