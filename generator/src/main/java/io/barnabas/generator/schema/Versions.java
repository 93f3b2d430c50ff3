// SPDX-License-Identifier: Apache-2.0
package io.barnabas.generator.schema;

/**
 * A range of versions, both ends included, written {@code none}, {@code 3}, {@code 0-12} or {@code 9+}.
 *
 * @param lowest the first version
 * @param highest the last version; {@link Short#MAX_VALUE} when the range is open
 */
public record Versions(int lowest, int highest) {

    /** The empty range. */
    public static final Versions NONE = new Versions(0, -1);

    /** The range that the text of a schema gives. */
    public static Versions parse(String text) {
        String range = text.strip();
        if (range.equals("none")) {
            return NONE;
        }
        if (range.endsWith("+")) {
            return new Versions(number(range.substring(0, range.length() - 1), text), Short.MAX_VALUE);
        }
        int dash = range.indexOf('-');
        if (dash < 0) {
            return new Versions(number(range, text), number(range, text));
        }
        return new Versions(number(range.substring(0, dash), text), number(range.substring(dash + 1), text));
    }

    private static int number(String digits, String text) {
        try {
            return Short.parseShort(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("Not a range of versions: '" + text + "'", e);
        }
    }

    /** Whether there is no version at all. */
    public boolean isEmpty() {
        return lowest > highest;
    }

    /** Whether the version is in the range. */
    public boolean contains(int version) {
        return lowest <= version && version <= highest;
    }

    /** Whether all versions of the other range are in this one. */
    public boolean containsAll(Versions other) {
        return other.isEmpty() || (lowest <= other.lowest && other.highest <= highest);
    }

    /** The versions in both ranges. */
    public Versions and(Versions other) {
        Versions both = new Versions(Math.max(lowest, other.lowest), Math.min(highest, other.highest));
        return both.isEmpty() ? NONE : both;
    }

    /** The smallest range that covers both. */
    public Versions span(Versions other) {
        if (isEmpty()) {
            return other;
        }
        return other.isEmpty() ? this : new Versions(Math.min(lowest, other.lowest), Math.max(highest, other.highest));
    }

    @Override
    public String toString() {
        if (isEmpty()) {
            return "none";
        }
        if (highest == Short.MAX_VALUE) {
            return lowest + "+";
        }
        return lowest == highest ? Integer.toString(lowest) : lowest + "-" + highest;
    }
}
