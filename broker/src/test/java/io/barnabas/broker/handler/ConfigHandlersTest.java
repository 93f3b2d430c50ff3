// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.barnabas.broker.config.BrokerConfig;
import io.barnabas.broker.config.ConfigChange.Kind;
import io.barnabas.broker.config.DynamicConfigs;
import io.barnabas.broker.config.LoggerLevels;
import io.barnabas.broker.config.ResourceRules;
import io.barnabas.broker.metadata.ConfigResource;
import io.barnabas.broker.metadata.InstantMetadata;
import io.barnabas.broker.security.Authorizer;
import io.barnabas.wire.message.AlterConfigsRequest;
import io.barnabas.wire.message.AlterConfigsResponse;
import io.barnabas.wire.message.DescribeConfigsRequest;
import io.barnabas.wire.message.DescribeConfigsRequest.DescribeConfigsResource;
import io.barnabas.wire.message.DescribeConfigsResponse;
import io.barnabas.wire.message.DescribeConfigsResponse.DescribeConfigsResourceResult;
import io.barnabas.wire.message.DescribeConfigsResponse.DescribeConfigsResult;
import io.barnabas.wire.message.IncrementalAlterConfigsRequest;
import io.barnabas.wire.message.IncrementalAlterConfigsRequest.AlterConfigsResource;
import io.barnabas.wire.message.IncrementalAlterConfigsRequest.AlterableConfig;
import io.barnabas.wire.message.IncrementalAlterConfigsResponse;
import io.barnabas.wire.message.IncrementalAlterConfigsResponse.AlterConfigsResourceResponse;
import io.barnabas.wire.protocol.ApiMessage;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three handlers of configs over one image; the messages are those of Kafka 4.3.1 to the same requests. */
class ConfigHandlersTest {
    private static final byte TOPIC = 2;
    private static final byte BROKER = 4;
    private static final byte LOGGER = 8;
    private static final byte METRICS = 16;
    private static final byte GROUP = 32;

    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final InstantMetadata metadata = new InstantMetadata("t");
    private final DynamicConfigs broker =
            new DynamicConfigs(BrokerConfig.of(Map.of("num.partitions", "3")).values());
    private final ResourceRules rules = new ResourceRules(broker);
    private final FakeLevels levels = new FakeLevels();
    private final List<ApiMessage> responses = new ArrayList<>();
    private Authorizer authorizer = Authorizer.ALLOW_ALL;

    /** Two loggers in a map. */
    private static final class FakeLevels implements LoggerLevels {
        private final Map<String, String> levels = new TreeMap<>(Map.of(ROOT, "INFO", "kafka", "WARN"));

        @Override
        public Map<String, String> levels() {
            return levels;
        }

        @Override
        public void set(String logger, @Nullable String level) {
            levels.put(logger, level == null ? "INFO" : level);
        }
    }

    @AfterEach
    void stopLoop() {
        loop.shutdownNow();
    }

    @Test
    void shouldDescribeOnlyTheConfigsAskedFor() {
        DescribeConfigsResult result = describe(TOPIC, "t", "retention.ms", "no.such");

        assertThat(result.configs())
                .extracting(DescribeConfigsResourceResult::name)
                .containsExactly("retention.ms");
        assertThat(result.configs().get(0).documentation()).isNull();
        assertThat(result.configs().get(0).synonyms()).isEmpty();
    }

    @Test
    void shouldDescribeWithSynonymsAndDocumentationWhenAsked() {
        alter(TOPIC, "t", Kind.SET, "segment.bytes", "2000000");

        DescribeConfigsResourceResult config = describe(
                        new DescribeConfigsRequest().setIncludeSynonyms(true).setIncludeDocumentation(true), TOPIC, "t")
                .configs()
                .stream()
                .filter(entry -> entry.name().equals("segment.bytes"))
                .findFirst()
                .orElseThrow();

        assertThat(config.value()).isEqualTo("2000000");
        assertThat(config.configSource()).isEqualTo((byte) 1);
        assertThat(config.configType()).isEqualTo((byte) 3);
        assertThat(config.documentation()).isNotEmpty();
        assertThat(config.synonyms())
                .extracting(DescribeConfigsResponse.DescribeConfigsSynonym::name)
                .containsExactly("segment.bytes", "log.segment.bytes");
    }

    @Test
    void shouldDescribeEverythingWhenNoKeyIsNamed() {
        assertThat(describe(TOPIC, "t").configs()).hasSize(33);
        assertThat(describe(GROUP, "g").configs()).hasSize(17);
        assertThat(describe(METRICS, "m").configs()).hasSize(3);
        assertThat(describe(BROKER, "1").configs()).hasSize(340);
        assertThat(describe(BROKER, "").configs()).isEmpty();
        assertThat(describe(LOGGER, "1").configs())
                .extracting(DescribeConfigsResourceResult::name)
                .containsExactly("kafka", "root");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            textBlock = """
            2  | nope      | UNKNOWN_TOPIC_OR_PARTITION |
            2  | bad name! | INVALID_TOPIC_EXCEPTION    | Topic name is invalid: 'bad name!' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'
            2  | ''        | INVALID_TOPIC_EXCEPTION    | Topic name is invalid: the empty string is not allowed
            4  | 7         | INVALID_REQUEST            | Unexpected broker id, expected 1 or empty string, but received 7
            4  | x         | INVALID_REQUEST            | Broker id must be an integer, but it is: x
            8  | ''        | INVALID_REQUEST            | Broker id must not be empty
            8  | 7         | INVALID_REQUEST            | Unexpected broker id, expected 1 but received 7
            16 | ''        | INVALID_REQUEST            | Client metrics subscription name must not be empty
            32 | ''        | INVALID_REQUEST            | Group name must not be empty
            99 | x         | INVALID_REQUEST            | Unsupported resource type: 99
            """,
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = true)
    void shouldRefuseToDescribeWhatIsNotThere(byte type, String name, Errors error, @Nullable String message) {
        DescribeConfigsResult result = describe(type, name.equals("''") ? "" : name);

        assertThat(Errors.forCode(result.errorCode())).isEqualTo(error);
        assertThat(message == null || message.equals(result.errorMessage()))
                .as(result.errorMessage())
                .isTrue();
    }

    @Test
    void shouldSetDeleteAppendAndSubtract() {
        assertThat(alter(TOPIC, "t", Kind.SET, "cleanup.policy", "delete")).isEqualTo("NONE null");
        assertThat(alter(TOPIC, "t", Kind.APPEND, "cleanup.policy", "compact,delete"))
                .isEqualTo("NONE null");
        assertThat(entries("t")).containsExactly(Map.entry("cleanup.policy", "delete,compact"));

        assertThat(alter(TOPIC, "t", Kind.SUBTRACT, "cleanup.policy", "delete")).isEqualTo("NONE null");
        assertThat(entries("t")).containsExactly(Map.entry("cleanup.policy", "compact"));

        assertThat(alter(TOPIC, "t", Kind.SUBTRACT, "cleanup.policy", "compact"))
                .isEqualTo("NONE null");
        assertThat(entries("t")).containsExactly(Map.entry("cleanup.policy", ""));

        assertThat(alter(TOPIC, "t", Kind.DELETE, "cleanup.policy", null)).isEqualTo("NONE null");
        assertThat(alter(TOPIC, "t", Kind.DELETE, "no.such", null)).isEqualTo("NONE null");
        assertThat(entries("t")).isEmpty();
    }

    @Test
    void shouldAppendToTheDefault() {
        alter(TOPIC, "t", Kind.APPEND, "cleanup.policy", "compact");

        assertThat(entries("t")).containsExactly(Map.entry("cleanup.policy", "delete,compact"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2  | t    | APPEND   | retention.ms           | 5     | INVALID_CONFIG Can't APPEND to key retention.ms because its type is not LIST.
            2  | t    | SUBTRACT | foo                    | 5     | INVALID_CONFIG Can't SUBTRACT to key foo because its type is not LIST.
            2  | t    | SET      | foo                    | 5     | INVALID_CONFIG Unknown topic config name: foo
            2  | t    | SET      | retention.ms           | x     | INVALID_CONFIG Invalid value x for configuration retention.ms: Not a number of type LONG
            2  | t    | SET      | retention.ms           | null  | INVALID_REQUEST Null value not supported for : retention.ms
            2  | t    | APPEND   | cleanup.policy         | null  | INVALID_REQUEST Null value not supported for : cleanup.policy
            2  | nope | SET      | retention.ms           | 5     | UNKNOWN_TOPIC_OR_PARTITION The topic 'nope' does not exist.
            2  | b!   | SET      | retention.ms           | 5     | INVALID_TOPIC_EXCEPTION Topic name is invalid: 'b!' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'
            2  | ``   | SET      | retention.ms           | 5     | INVALID_REQUEST Default topic resources are not allowed.
            4  | 2    | SET      | log.retention.ms       | 5     | INVALID_REQUEST Unexpected broker id, expected 1, but received 2
            4  | x    | SET      | log.retention.ms       | 5     | INVALID_REQUEST Node id must be an integer, but it is: x
            4  | 1    | SET      | log.retention.ms       | x     | INVALID_REQUEST Invalid value x for configuration log.retention.ms: Not a number of type LONG
            4  | 1    | SET      | log.retention.ms       | 0     | INVALID_REQUEST log.retention.ms must be unlimited (-1) or, greater than or equal to 1
            4  | 1    | SET      | log.retention.hours    | 3     | INVALID_REQUEST Cannot update these configs dynamically: [log.retention.hours]
            4  | 1    | SET      | num.partitions         | 3     | INVALID_REQUEST Cannot update these configs dynamically: [num.partitions]
            4  | 1    | SET      | max.connections.per.ip | 0     | INVALID_REQUEST max.connections.per.ip can be set to zero only if max.connections.per.ip.overrides property is set.
            4  | 1    | SET      | log.cleanup.policy     | x     | INVALID_REQUEST Invalid value x for configuration log.cleanup.policy: String must be one of: compact, delete
            4  | 1    | SET      | ssl.keystore.password  | x     | INVALID_REQUEST These security configs can be dynamically updated only per-listener using the listener prefix: [ssl.keystore.password]
            4  | ``   | SET      | ssl.keystore.location  | x     | INVALID_REQUEST These security configs can be dynamically updated only per-listener using the listener prefix: [ssl.keystore.location]
            4  | ``   | SET      | cordoned.log.dirs      | /x    | INVALID_REQUEST Cannot update these configs at default cluster level, broker id must be specified: [cordoned.log.dirs]
            4  | ``   | SET      | listener.name.x.ssl.keystore.location | /x | INVALID_REQUEST Cannot update these configs at default cluster level, broker id must be specified: [listener.name.x.ssl.keystore.location]
            4  | ``   | SET      | log.segment.bytes      | 1     | INVALID_REQUEST Invalid value 1 for configuration log.segment.bytes: Value must be at least 1048576
            4  | 1    | APPEND   | log.retention.ms       | 1     | INVALID_CONFIG Config value append is not allowed for config key: log.retention.ms
            4  | 1    | SUBTRACT | foo                    | 1     | INVALID_CONFIG Unknown config name: foo
            8  | 1    | SET      | nope                   | DEBUG | INVALID_CONFIG Logger nope does not exist!
            8  | 1    | SET      | kafka                  | LOUD  | INVALID_CONFIG Cannot set the log level of kafka to LOUD as it is not a supported log level. Valid log levels are DEBUG, ERROR, FATAL, INFO, TRACE, WARN
            8  | 1    | APPEND   | kafka                  | INFO  | INVALID_REQUEST APPEND operation is not allowed for the BROKER_LOGGER resource
            8  | 1    | DELETE   | root                   | null  | INVALID_REQUEST Removing the log level of the root logger is not allowed
            8  | 7    | SET      | kafka                  | INFO  | INVALID_REQUEST Unexpected node id. Expected 1, but received 7
            2  | nope | APPEND   | retention.ms           | 5     | INVALID_CONFIG Can't APPEND to key retention.ms because its type is not LIST.
            2  | ``   | SET      | retention.ms           | null  | INVALID_REQUEST Null value not supported for : retention.ms
            4  | 7    | SET      | log.retention.ms       | null  | INVALID_REQUEST Null value not supported for : log.retention.ms
            4  | 1    | SET      | listeners              | PLAINTEXT://:1 | INVALID_REQUEST Cannot update these configs dynamically: [listeners]
            4  | ``   | SET      | listeners              | PLAINTEXT://:1 | INVALID_REQUEST Cannot update these configs at default cluster level, broker id must be specified: [listeners]
            4  | ``   | SET      | sasl.jaas.config       | x     | INVALID_REQUEST Cannot update these configs at default cluster level, broker id must be specified: [sasl.jaas.config]
            4  | ``   | SET      | log.roll.ms            | 0     | INVALID_REQUEST log.roll.ms must be greater than or equal to 1
            4  | 1    | SET      | max.connections        | 0     | INVALID_REQUEST Invalid max.connections 0
            32 | g    | SET      | share.auto.offset.reset | x    | `INVALID_CONFIG Invalid value x for configuration share.auto.offset.reset: Invalid value ``x`` for configuration share.auto.offset.reset. The value must be either 'earliest', 'latest' or of the format 'by_duration:<PnDTnHnMn.nS>'.`
            16 | m    | SET      | interval.ms            | 1     | INVALID_REQUEST Invalid value 1 for interval.ms, interval must be between 100 and 3600000 (1 hour)
            16 | m    | SET      | foo                    | 1     | INVALID_REQUEST Unknown client metrics configuration: foo
            16 | m    | SET      | match                  | bad   | INVALID_CONFIG Illegal client matching pattern: bad
            16 | ``   | SET      | interval.ms            | 100   | INVALID_REQUEST Subscription name can't be empty
            32 | g    | SET      | foo                    | 1     | INVALID_CONFIG Unknown group config name: foo
            32 | g    | SET      | consumer.session.timeout.ms    | 1     | INVALID_CONFIG consumer.session.timeout.ms must be greater than or equal to group.consumer.min.session.timeout.ms
            32 | g    | SET      | consumer.heartbeat.interval.ms | 50000 | INVALID_CONFIG consumer.heartbeat.interval.ms must be less than or equal to group.consumer.max.heartbeat.interval.ms
            32 | ``   | SET      | consumer.session.timeout.ms    | 46000 | INVALID_REQUEST Default group resources are not allowed.
            99 | x    | SET      | a                      | 1     | INVALID_REQUEST Unknown resource type 99
            """)
    void shouldRefuseWithKafkasWords(byte type, String name, Kind kind, String config, String value, String expected) {
        assertThat(alter(type, name, kind, config, value.equals("null") ? null : value))
                .isEqualTo(expected);

        assertThat(metadata.image().brokerConfig()).isEmpty();
        assertThat(metadata.image().defaultBrokerConfig()).isEmpty();
        assertThat(entries("t")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            1, log.retention.ms, -7
            1, foo, 1
            1, message.max.bytes, 3000
            1, max.connections, 10
            1, sasl.enabled.mechanisms, `PLAIN`
            1, max.connections.per.ip.overrides, 127.0.0.1:500
            1, log.cleaner.threads, 2
            1, listener.name.plaintext.max.connections, 12
            1, leader.replication.throttled.rate, 1000
            1, log.preallocate, true
            ``, log.retention.ms, 5000
            ``, compression.type, lz4
            """)
    void shouldTakeWhatKafkaTakesForBrokers(String broker, String config, String value) {
        assertThat(alter(BROKER, broker, Kind.SET, config, value)).isEqualTo("NONE null");

        assertThat(metadata.image().config(new ConfigResource(ConfigResource.Type.BROKER, broker)))
                .containsExactly(Map.entry(config, value));
    }

    @Test
    void shouldCheckWhatIsSetTogetherWithWhatWasSet() {
        alter(TOPIC, "t", Kind.SET, "min.compaction.lag.ms", "10");

        assertThat(alter(TOPIC, "t", Kind.SET, "max.compaction.lag.ms", "5"))
                .isEqualTo(
                        "INVALID_CONFIG conflict topic config setting min.compaction.lag.ms (10) > max.compaction.lag.ms (5)");
    }

    @Test
    void shouldOnlyValidateWhenAsked() {
        IncrementalAlterConfigsRequest request = request(TOPIC, "t", Kind.SET, "retention.ms", "77");

        assertThat(alter(request.setValidateOnly(true))).containsExactly("NONE null");

        assertThat(entries("t")).isEmpty();
    }

    @Test
    void shouldRefuseNamesAndResourcesThatComeTwice() {
        IncrementalAlterConfigsRequest names = request(TOPIC, "t", Kind.SET, "retention.ms", "1");
        names.resources()
                .get(0)
                .configs()
                .add(new AlterableConfig().setName("retention.ms").setConfigOperation((byte) 1));
        IncrementalAlterConfigsRequest resources = request(TOPIC, "t", Kind.SET, "retention.ms", "1");
        resources
                .resources()
                .addAll(request(TOPIC, "t", Kind.SET, "segment.ms", "1").resources());

        assertThat(alter(names)).containsExactly("INVALID_REQUEST Error due to duplicate config keys");
        assertThat(alter(resources))
                .containsExactly(
                        "INVALID_REQUEST Each resource must appear at most once.",
                        "INVALID_REQUEST Each resource must appear at most once.");
        assertThat(entries("t")).isEmpty();
    }

    @Test
    void shouldAnswerForEachResourceByItself() {
        IncrementalAlterConfigsRequest request = request(TOPIC, "t", Kind.SET, "retention.ms", "1");
        request.resources()
                .addAll(request(TOPIC, "nope", Kind.SET, "retention.ms", "1").resources());
        request.resources()
                .addAll(request(BROKER, "", Kind.SET, "log.retention.ms", "9").resources());

        assertThat(alter(request))
                .containsExactly(
                        "NONE null", "UNKNOWN_TOPIC_OR_PARTITION The topic 'nope' does not exist.", "NONE null");
        assertThat(entries("t")).containsExactly(Map.entry("retention.ms", "1"));
        assertThat(metadata.image().defaultBrokerConfig()).containsExactly(Map.entry("log.retention.ms", "9"));
    }

    @Test
    void shouldChangeLevelsOfLoggers() {
        assertThat(alter(LOGGER, "1", Kind.SET, "kafka", "DEBUG")).isEqualTo("NONE null");
        assertThat(levels.levels()).containsEntry("kafka", "DEBUG");

        assertThat(alter(LOGGER, "1", Kind.DELETE, "kafka", null)).isEqualTo("NONE null");
        assertThat(levels.levels()).containsEntry("kafka", "INFO");
    }

    @Test
    void shouldReplaceAllConfigsTheOlderWay() {
        alter(TOPIC, "t", Kind.SET, "retention.ms", "1");
        AlterConfigsRequest request = new AlterConfigsRequest();
        request.resources()
                .add(new AlterConfigsRequest.AlterConfigsResource()
                        .setResourceType(TOPIC)
                        .setResourceName("t")
                        .setConfigs(List.of(new AlterConfigsRequest.AlterableConfig()
                                .setName("segment.ms")
                                .setValue("5"))));

        new AlterConfigsHandler(metadata::image, metadata::submit, rules).handle(context(), request);

        assertThat(last(AlterConfigsResponse.class).responses().get(0).errorCode())
                .isEqualTo(Errors.NONE.code());
        assertThat(entries("t")).containsExactly(Map.entry("segment.ms", "5"));
    }

    @Test
    void shouldAskWhoMayFirst() {
        authorizer = (principal, host, operation, type, name) -> false;

        assertThat(Errors.forCode(describe(TOPIC, "t").errorCode())).isEqualTo(Errors.TOPIC_AUTHORIZATION_FAILED);
        assertThat(Errors.forCode(describe(BROKER, "1").errorCode())).isEqualTo(Errors.CLUSTER_AUTHORIZATION_FAILED);
        assertThat(Errors.forCode(describe(GROUP, "g").errorCode())).isEqualTo(Errors.GROUP_AUTHORIZATION_FAILED);
        assertThat(alter(TOPIC, "t", Kind.SET, "retention.ms", "1")).startsWith("TOPIC_AUTHORIZATION_FAILED");
    }

    private Map<String, String> entries(String topic) {
        return metadata.image().topicConfig(topic);
    }

    private DescribeConfigsResult describe(byte type, String name, String... keys) {
        DescribeConfigsRequest request = new DescribeConfigsRequest();
        request.resources()
                .add(new DescribeConfigsResource()
                        .setResourceType(type)
                        .setResourceName(name)
                        .setConfigurationKeys(keys.length == 0 ? null : List.of(keys)));
        return describe(request);
    }

    private DescribeConfigsResult describe(DescribeConfigsRequest request, byte type, String name) {
        request.resources()
                .add(new DescribeConfigsResource()
                        .setResourceType(type)
                        .setResourceName(name)
                        .setConfigurationKeys(null));
        return describe(request);
    }

    private DescribeConfigsResult describe(DescribeConfigsRequest request) {
        new DescribeConfigsHandler(metadata::image, broker, levels).handle(context(), request);
        return last(DescribeConfigsResponse.class).results().get(0);
    }

    private String alter(byte type, String name, Kind kind, String config, @Nullable String value) {
        return alter(request(type, name, kind, config, value)).get(0);
    }

    private static IncrementalAlterConfigsRequest request(
            byte type, String name, Kind kind, String config, @Nullable String value) {
        AlterConfigsResource resource =
                new AlterConfigsResource().setResourceType(type).setResourceName(name);
        resource.configs()
                .add(new AlterableConfig()
                        .setName(config)
                        .setConfigOperation(code(kind))
                        .setValue(value));
        IncrementalAlterConfigsRequest request = new IncrementalAlterConfigsRequest();
        request.resources().add(resource);
        return request;
    }

    private static byte code(Kind kind) {
        return switch (kind) {
            case SET -> 0;
            case DELETE -> 1;
            case APPEND -> 2;
            case SUBTRACT -> 3;
        };
    }

    private List<String> alter(IncrementalAlterConfigsRequest request) {
        new IncrementalAlterConfigsHandler(metadata::image, metadata::submit, rules, levels).handle(context(), request);
        List<String> outcomes = new ArrayList<>();
        for (AlterConfigsResourceResponse response :
                last(IncrementalAlterConfigsResponse.class).responses()) {
            outcomes.add(Errors.forCode(response.errorCode()) + " " + response.errorMessage());
        }
        return outcomes;
    }

    private <R extends ApiMessage> R last(Class<R> type) {
        return Objects.requireNonNull(type.cast(responses.get(responses.size() - 1)));
    }

    private RequestContext context() {
        RequestContext.ResponsePath path = new RequestContext.ResponsePath() {
            @Override
            public void respond(ApiMessage response) {
                responses.add(response);
            }

            @Override
            public void fail(Throwable cause) {
                throw new AssertionError(cause);
            }

            @Override
            public void finishWithoutResponse() {
                throw new AssertionError("no answer");
            }

            @Override
            public void clientSoftware(String name, String version) {}

            @Override
            public void closeConnection(String reason) {
                throw new AssertionError(reason);
            }
        };
        RequestContext.Client client =
                new RequestContext.Client("User:ANONYMOUS", "127.0.0.1", "PLAINTEXT", loop, new EndlessConnection());
        return new RequestContext((short) 1, "test", client, authorizer, 0, path);
    }
}
