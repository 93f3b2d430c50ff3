// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.barnabas.coordinator.runtime.TopicImage;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the topics that a regular expression matches as a whole. RE2 takes time linear in the length of a name, whatever the
 * expression, so it can be run on the loop. Keeps what it found until the image changes. Soft state of one shard.
 */
final class RegexLookup {

    private final Map<String, List<String>> found = new HashMap<>();
    private long imageVersion = -1;

    /** @throws ApiException INVALID_REGULAR_EXPRESSION */
    static void check(String regex) {
        var unused = compile(regex);
    }

    private static Pattern compile(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new ApiException(
                    Errors.INVALID_REGULAR_EXPRESSION,
                    String.format(
                            "SubscribedTopicRegex `%s` is not a valid regular expression: %s.",
                            regex, e.getDescription()));
        }
    }

    List<String> matches(String regex, TopicImage topics) {
        if (topics.version() != imageVersion) {
            found.clear();
            imageVersion = topics.version();
        }
        return found.computeIfAbsent(regex, unused -> {
            Pattern pattern = compile(regex);
            return topics.names().stream().filter(pattern::matches).toList();
        });
    }
}
