// SPDX-License-Identifier: Apache-2.0
package io.barnabas.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedTest {
    @TempDir
    private Path directory;

    @Test
    void shouldNameTheReasonOfTheNearestLine() throws IOException {
        var skipped = Skipped.read(file(
                "# a comment\n\nTopicTest: pending\nTopicTest#testA: needs two\nTopicTest#testA[2]: needs a: colon\n"));

        assertThat(skipped.reason("TopicTest", "testA[2]")).contains("needs a: colon");
        assertThat(skipped.reason("TopicTest", "testA[1]")).contains("needs two");
        assertThat(skipped.reason("TopicTest", "testB[1]")).contains("pending");
        assertThat(skipped.reason("GroupTest", "testA[1]")).isEmpty();
    }

    @Test
    void shouldRefuseALineWithoutReason() throws IOException {
        var file = file("TopicTest\n");

        assertThatThrownBy(() -> Skipped.read(file)).hasMessageContaining("no reason");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("skipped.txt"), text);
    }
}
