// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.page;

import io.barnabas.console.http.Answer;
import io.barnabas.console.http.Call;
import io.barnabas.console.http.Refusal;
import io.barnabas.console.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** The page's files, read from the jar once and sent again only when they have changed. On the server's thread. */
public final class PageFiles implements Route {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*\\.(html|css|js|svg)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    /** Nothing from elsewhere, nothing inline, in nobody's frame. */
    private static final String POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

    private final Map<String, Answer> known = new HashMap<>();

    @Override
    public CompletableFuture<Answer> handle(Call call) {
        String last = call.path().substring(call.path().lastIndexOf('/') + 1);
        String name = last.isEmpty() ? "index.html" : last;
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(404, "There is no " + call.path());
        }
        Answer file = known.computeIfAbsent(name, PageFiles::read);
        boolean unchanged =
                file.headers().get("ETag") != null && file.headers().get("ETag").equals(call.ifNoneMatch());
        return CompletableFuture.completedFuture(
                unchanged ? new Answer(304, file.contentType(), new byte[0], file.headers()) : file);
    }

    private static Answer read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new Refusal(404, "The page has no " + name);
            }
            byte[] bytes = in.readAllBytes();
            var crc = new CRC32C();
            crc.update(bytes);
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), Answer.TEXT);
            return Answer.of(200, type, bytes)
                    .with("ETag", "\"" + Long.toHexString(crc.getValue()) + "-" + bytes.length + "\"")
                    .with("Content-Security-Policy", POLICY);
        } catch (IOException e) {
            throw new Refusal(500, name + " cannot be read: " + e.getMessage());
        }
    }
}
