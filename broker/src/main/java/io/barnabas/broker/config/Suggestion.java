// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

/** The known name that a mistyped one probably means. */
final class Suggestion {
    private static final int MAX_DISTANCE = 3;

    private Suggestion() {}

    /** A question to put behind an error message, or nothing when no name is near. */
    static String of(String name) {
        String nearest = "";
        int least = MAX_DISTANCE + 1;
        for (ConfigTable table : BrokerTables.all()) {
            for (ConfigEntry entry : table.entries()) {
                int distance = distance(name, entry.name());
                if (distance < least) {
                    least = distance;
                    nearest = entry.name();
                }
            }
        }
        if (!nearest.isEmpty()) {
            return ". Do you mean " + nearest + "?";
        }
        return TopicTable.TABLE.find(name) == null
                ? ". Kafka has no property of this name."
                : ". This is a property of topics, not of the broker.";
    }

    /** How many letters must be added, removed or replaced. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > MAX_DISTANCE) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
