// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which values of its type a property takes. In the tables: {@code *} any, {@code 1..9} a range, {@code 1..} from one
 * on, <code>{a, b}</code> one of these (followed by {@code i}: in any case; by {@code +}: a list that must not be
 * empty), {@code nonempty}.
 */
sealed interface ConfigRule {

    /** Throws when the canonical value is refused; the message is Kafka's. */
    void check(String name, ConfigType type, String value);

    static ConfigRule parse(String text) {
        return switch (text) {
            case "*" -> Any.ANY;
            case "nonempty" -> NonEmpty.NON_EMPTY;
            case "replicas" -> ThrottledReplicas.THROTTLED_REPLICAS;
            case "reset" -> ShareReset.SHARE_RESET;
            case "-1 or 1..9" -> GzipLevel.GZIP_LEVEL;
            default -> text.charAt(0) == '{' ? OneOf.parse(text) : Range.parse(text);
        };
    }

    /** Anything of the type; a list's items must still have a text. */
    enum Any implements ConfigRule {
        ANY;

        @Override
        public void check(String name, ConfigType type, String value) {
            if (type == ConfigType.LIST) {
                for (String item : ConfigType.items(value)) {
                    if (item.isEmpty()) {
                        throw new InvalidConfigException("Configuration '" + name + "' values must not be empty.");
                    }
                }
            }
        }

        @Override
        public String toString() {
            return "";
        }
    }

    /** A text, or a list with at least one item. */
    enum NonEmpty implements ConfigRule {
        NON_EMPTY;

        @Override
        public void check(String name, ConfigType type, String value) {
            if (value.isEmpty()) {
                throw type == ConfigType.LIST
                        ? new InvalidConfigException("Configuration '" + name
                                + "' must not be empty. Valid values include: any non-empty value")
                        : InvalidConfigException.of(name, value, "String must be non-empty");
            }
            Any.ANY.check(name, type, value);
        }

        @Override
        public String toString() {
            return "not empty";
        }
    }

    /** From a least to a greatest number, both allowed; either may be missing. */
    record Range(@Nullable String least, @Nullable String most) implements ConfigRule {
        static Range parse(String text) {
            int dots = text.indexOf("..");
            String least = text.substring(0, dots);
            String most = text.substring(dots + 2);
            return new Range(least.isEmpty() ? null : least, most.isEmpty() ? null : most);
        }

        @Override
        public void check(String name, ConfigType type, String value) {
            if (least != null && compare(type, value, least) < 0) {
                throw InvalidConfigException.of(name, value, "Value must be at least " + least);
            }
            if (most != null && compare(type, value, most) > 0) {
                throw InvalidConfigException.of(name, value, "Value must be no more than " + most);
            }
        }

        private static int compare(ConfigType type, String value, String bound) {
            return type == ConfigType.DOUBLE
                    ? Double.compare(Double.parseDouble(value), Double.parseDouble(bound))
                    : Long.compare(Long.parseLong(value), Long.parseLong(bound));
        }

        @Override
        public String toString() {
            return (least == null ? "" : least) + ".." + (most == null ? "" : most);
        }
    }

    /** One of a few words; for a list, every item is. */
    record OneOf(List<String> words, boolean anyCase, boolean needsOne) implements ConfigRule {
        static OneOf parse(String text) {
            int end = text.indexOf('}');
            String tail = text.substring(end + 1);
            return new OneOf(ConfigType.items(text.substring(1, end)), tail.equals("i"), tail.equals("+"));
        }

        @Override
        public void check(String name, ConfigType type, String value) {
            if (type != ConfigType.LIST) {
                checkWord(name, value);
                return;
            }
            List<String> items = ConfigType.items(value);
            if (needsOne && items.isEmpty()) {
                throw new InvalidConfigException(
                        "Configuration '" + name + "' must not be empty. Valid values include: " + words);
            }
            for (String item : items) {
                checkWord(name, item);
            }
        }

        private void checkWord(String name, String word) {
            if (!words.contains(anyCase ? word.toUpperCase(Locale.ROOT) : word)) {
                String kind = anyCase ? "String must be one of (case insensitive): " : "String must be one of: ";
                throw InvalidConfigException.of(name, word, kind + String.join(", ", words));
            }
        }

        @Override
        public String toString() {
            return String.join(", ", words);
        }
    }

    /** 1 to 9, or -1 for the library's choice. */
    enum GzipLevel implements ConfigRule {
        GZIP_LEVEL;

        @Override
        public void check(String name, ConfigType type, String value) {
            long level = Long.parseLong(value);
            if (level != -1 && (level < 1 || level > 9)) {
                throw InvalidConfigException.of(name, value, "Value must be between 1 and 9 or equal to -1");
            }
        }

        @Override
        public String toString() {
            return "-1 or 1..9";
        }
    }

    /** Pairs of partition and broker, or a star for all of them. */
    enum ThrottledReplicas implements ConfigRule {
        THROTTLED_REPLICAS;

        private static final String FORMAT = " must be the literal '*' or a list of replicas in the following format: "
                + "[partitionId]:[brokerId],[partitionId]:[brokerId],...";

        @Override
        public void check(String name, ConfigType type, String value) {
            List<String> items = ConfigType.items(value);
            if (value.equals("*")) {
                return;
            }
            for (String item : items) {
                if (!isPair(item)) {
                    throw InvalidConfigException.of(name, items, name + FORMAT);
                }
            }
        }

        private static boolean isPair(String item) {
            int colon = item.indexOf(':');
            return isNumber(item, 0, colon) && isNumber(item, colon + 1, item.length());
        }

        private static boolean isNumber(String text, int from, int to) {
            for (int i = from; i < to; i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return from < to;
        }

        @Override
        public String toString() {
            return "* or partition:broker, ...";
        }
    }

    /** Where a new share group begins. */
    enum ShareReset implements ConfigRule {
        SHARE_RESET;

        private static final String BY_DURATION = "by_duration:";

        @Override
        public void check(String name, ConfigType type, String value) {
            if (value.equals("latest") || value.equals("earliest") || isPastDuration(value)) {
                return;
            }
            throw InvalidConfigException.of(
                    name,
                    value,
                    "Invalid value `" + value + "` for configuration " + name
                            + ". The value must be either 'earliest', 'latest' or of the format"
                            + " 'by_duration:<PnDTnHnMn.nS>'.");
        }

        private static boolean isPastDuration(String value) {
            if (!value.startsWith(BY_DURATION)) {
                return false;
            }
            try {
                return !Duration.parse(value.substring(BY_DURATION.length())).isNegative();
            } catch (DateTimeParseException e) {
                return false;
            }
        }

        @Override
        public String toString() {
            return "latest, earliest, by_duration:PnDTnHnMn.nS";
        }
    }
}
