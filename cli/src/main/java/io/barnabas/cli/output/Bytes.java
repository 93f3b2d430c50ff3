// SPDX-License-Identifier: Apache-2.0
package io.barnabas.cli.output;

import java.util.Locale;

/** A size, which people read as 1.5 MB and programs as a number of bytes. */
public record Bytes(long count) {
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};
    private static final int STEP = 1024;
    private static final int FEW = 10;

    @Override
    public String toString() {
        double size = count;
        int unit = 0;
        while (size >= STEP && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        String format = unit == 0 || size >= FEW ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, format, size, UNITS[unit]);
    }
}
