// SPDX-License-Identifier: Apache-2.0
package io.barnabas.coordinator.group.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.coordinator.group.ShardDriver;
import io.barnabas.coordinator.record.ConsumerGroupRegularExpressionKey;
import io.barnabas.coordinator.record.ConsumerGroupRegularExpressionValue;
import io.barnabas.coordinator.runtime.CoordinatorRecord;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegexSubscriptionTest {

    private final ShardDriver driver = new ShardDriver();
    private final TestConsumer a = TestConsumer.dynamic(driver, "a");
    private final TestConsumer b = TestConsumer.dynamic(driver, "b");

    @BeforeEach
    void createTopics() {
        driver.topics().put("log-1", 1);
        driver.topics().put("other", 1);
    }

    @Test
    void shouldGiveWhatMatchesAsAWholeWithTheFirstAnswer() {
        driver.topics().put("a-log-1", 1);

        a.regex("log-.").join();

        assertThat(a.owned("log-1", "a-log-1", "other")).containsExactly("log-1-0");
        assertThat(regexesWritten())
                .singleElement()
                .extracting(CoordinatorRecord::value)
                .isInstanceOfSatisfying(
                        ConsumerGroupRegularExpressionValue.class,
                        value -> assertThat(value.topics()).containsExactly("log-1"));
    }

    @Test
    void shouldFollowTopicsThatComeAndGo() {
        a.regex("log-.*").join();

        driver.topics().put("log-2", 1);
        driver.advance(1_000);
        a.heartbeat();
        assertThat(a.owned("log-1", "log-2")).hasSize(2);

        driver.topics().remove("log-1");
        driver.advance(1_000);
        a.heartbeat();
        assertThat(a.heartbeat().owned("log-1", "log-2")).containsExactly("log-2-0");

        driver.topics().put("unlike", 1);
        a.heartbeat();
        assertThat(driver.written()).isEmpty();
    }

    @Test
    void shouldFindOnlyWhatTheMemberMayDescribe() {
        driver.topics().put("log-2", 1);

        a.regex("log-.*").mayDescribe(topic -> !topic.equals("log-2")).join();

        assertThat(a.owned("log-1", "log-2")).containsExactly("log-1-0");
    }

    @Test
    void shouldForgetAnExpressionThatNobodyUsesAnyMore() {
        a.regex("log-.*").join();
        b.regex("log-.*").join();

        b.leave();
        assertThat(regexesWritten()).isEmpty();
        a.resubscribe(member -> member.regex("oth.*"));
        assertThat(regexesWritten()).hasSize(2);
        driver.advance(1_000);
        assertThat(a.heartbeat().owned("log-1", "other")).containsExactly("other-0");

        a.leave();
        assertThat(regexesWritten())
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isNull());
    }

    @Test
    void shouldUseNamesAndAnExpressionTogether() {
        a.regex("log-.*").topics("other").join();

        assertThat(a.owned("log-1", "other")).containsExactly("log-1-0", "other-0");
    }

    @Test
    void shouldRefuseAnExpressionThatIsNone() {
        ApiException refusal = a.refusal(a.regex("(log").fullRequest());

        assertThat(refusal.error()).isEqualTo(Errors.INVALID_REGULAR_EXPRESSION);
        assertThat(refusal)
                .hasMessage("SubscribedTopicRegex `(log` is not a valid regular expression: missing closing ).");
        assertThat(driver.written()).isEmpty();
    }

    @Test
    void shouldKeepWhatItFoundOverARestart() {
        a.regex("log-.*").join();

        driver.restart();
        a.lightHeartbeat();

        assertThat(driver.written()).isEmpty();
        assertThat(a.owned("log-1")).hasSize(1);
    }

    private List<CoordinatorRecord> regexesWritten() {
        return driver.written().stream()
                .filter(record -> record.key() instanceof ConsumerGroupRegularExpressionKey)
                .toList();
    }
}
