// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The list of tests that are not run, {@code skipped.txt}: lines {@code Class}, {@code Class#method} or {@code Class#method[2]},
 * then a colon and the reason.
 */
record Skipped(Map<String, String> reasons) {
    static Skipped read(Path file) throws IOException {
        var reasons = new LinkedHashMap<String, String>();
        for (var line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var colon = line.indexOf(": ");
            if (colon < 0) {
                throw new IOException(file + ": there is no reason in: " + line);
            }
            reasons.put(line.substring(0, colon), line.substring(colon + 2).trim());
        }
        return new Skipped(reasons);
    }

    Optional<String> reason(String simpleClassName, String test) {
        var method = test.replaceAll("\\[.*", "");
        for (var key : new String[] {simpleClassName + "#" + test, simpleClassName + "#" + method, simpleClassName}) {
            if (reasons.containsKey(key)) {
                return Optional.ofNullable(reasons.get(key));
            }
        }
        return Optional.empty();
    }
}
