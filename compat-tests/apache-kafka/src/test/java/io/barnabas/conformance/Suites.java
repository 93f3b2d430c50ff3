// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The classes of Kafka's that are run, from {@code classes.txt}: a line {@code [jar]} begins those of one test jar. */
record Suites(Map<String, List<String>> classes) {
    static Suites read(Path file) throws IOException {
        var classes = new LinkedHashMap<String, List<String>>();
        var suite = "";
        for (var line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                suite = line.substring(1, line.length() - 1);
            } else {
                classes.computeIfAbsent(suite, name -> new ArrayList<>()).add(line);
            }
        }
        return new Suites(classes);
    }

    static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
