// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code barnabas explain --group G}: asks a running broker's console what happened, and prints it. */
final class Explain {
    private static final String USAGE = """
            Usage: barnabas explain [--group GROUP] [--client CLIENT] [--console HOST:PORT] [--token TOKEN]

            Prints what a running broker has decided lately and why: who joined a group and who was taken out of it,
            why it rebalanced, what clients were refused. It asks the broker's console, on localhost:9080.""";

    private static final int TIMEOUT_MS = 10_000;
    private static final int OK = 200;

    private final PrintStream out;
    private final PrintStream err;

    Explain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** The exit code. */
    int run(List<String> arguments) {
        var rest = new ArrayDeque<>(arguments);
        Map<String, String> options = new HashMap<>();
        while (!rest.isEmpty()) {
            String option = rest.remove();
            String value = rest.poll();
            if (value == null
                    || !List.of("--group", "--client", "--console", "--token").contains(option)) {
                err.println(USAGE);
                return 1;
            }
            options.put(option.substring(2), value);
        }
        return ask(options);
    }

    private int ask(Map<String, String> options) {
        String where = options.getOrDefault("console", "localhost:9080");
        String console = where.contains(":") ? where : "localhost:" + where;
        String address = "http://" + console + "/api/explain?limit=1000&group=" + encoded(options, "group") + "&client="
                + encoded(options, "client");
        try {
            var connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            if (options.containsKey("token")) {
                connection.setRequestProperty("Authorization", "Bearer " + options.get("token"));
            }
            boolean well = connection.getResponseCode() == OK;
            try (InputStream in = well ? connection.getInputStream() : connection.getErrorStream()) {
                String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                (well ? out : err).print(text);
                out.flush();
            }
            return well ? 0 : 1;
        } catch (IOException | IllegalArgumentException e) {
            err.println("barnabas: no console answers on " + console + " (" + e.getMessage()
                    + "); --console HOST:PORT says where it is");
            return 1;
        }
    }

    private static String encoded(Map<String, String> options, String name) {
        return URLEncoder.encode(options.getOrDefault(name, ""), StandardCharsets.UTF_8);
    }
}
