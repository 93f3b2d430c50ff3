// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** The types of Kafka's properties; each brings a text into its one canonical form, in which all values are kept. */
public enum ConfigType {
    BOOLEAN(1),
    STRING(2),
    INT(3),
    SHORT(4),
    LONG(5),
    DOUBLE(6),
    LIST(7),
    CLASS(8),
    PASSWORD(9);

    private final byte wireId;

    ConfigType(int wireId) {
        this.wireId = (byte) wireId;
    }

    /** The type's number in the answer of DescribeConfigs (KIP-569); 0 there means unknown. */
    public byte wireId() {
        return wireId;
    }

    /** The canonical form of a value: without blanks around it, numbers as Java prints them, lists joined by commas. */
    String canonical(String name, String text) {
        String value = text.trim();
        return switch (this) {
            case BOOLEAN -> {
                String lower = value.toLowerCase(Locale.ROOT);
                if (!lower.equals("true") && !lower.equals("false")) {
                    throw InvalidConfigException.of(name, text, "Expected value to be either true or false");
                }
                yield lower;
            }
            case INT, SHORT, LONG -> Long.toString(integer(name, text, value));
            case DOUBLE -> {
                try {
                    yield Double.toString(Double.parseDouble(value));
                } catch (NumberFormatException e) {
                    throw notANumber(name, text);
                }
            }
            case LIST -> value.indexOf(',') < 0 ? value : String.join(",", new LinkedHashSet<>(items(value)));
            case STRING, CLASS, PASSWORD -> value;
        };
    }

    /** The items of a list's text; none when it is blank. */
    static List<String> items(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        List<String> items = new ArrayList<>();
        int from = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', from)) {
            items.add(text.substring(from, comma).trim());
            from = comma + 1;
        }
        items.add(text.substring(from).trim());
        return List.copyOf(items);
    }

    private long integer(String name, String text, String value) {
        long number;
        try {
            number = Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw notANumber(name, text);
        }
        boolean fits =
                this == LONG || (this == INT && number == (int) number) || (this == SHORT && number == (short) number);
        if (!fits) {
            throw notANumber(name, text);
        }
        return number;
    }

    private InvalidConfigException notANumber(String name, String text) {
        return InvalidConfigException.of(name, text, "Not a number of type " + name());
    }
}
