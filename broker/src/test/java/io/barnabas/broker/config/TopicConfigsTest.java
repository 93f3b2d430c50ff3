// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barnabas.log.LogConfig;
import io.barnabas.log.record.Compression;
import io.barnabas.log.record.TimestampType;
import io.barnabas.wire.protocol.ApiException;
import io.barnabas.wire.protocol.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicConfigsTest {
    /** A topic config, a value that is not its default, the broker's property, and what the log is to do. */
    record Mapping(String topic, String value, String broker, UnaryOperator<LogConfig> expected) {
        @Override
        public String toString() {
            return topic + "=" + value;
        }
    }

    static final List<Mapping> MAPPINGS = List.of(
            new Mapping(
                    "cleanup.policy",
                    "compact",
                    "log.cleanup.policy",
                    c -> c.toBuilder().compact(true).delete(false).build()),
            new Mapping(
                    "cleanup.policy",
                    "delete, compact",
                    "log.cleanup.policy",
                    c -> c.toBuilder().compact(true).build()),
            new Mapping(
                    "cleanup.policy",
                    "",
                    "log.cleanup.policy",
                    c -> c.toBuilder().delete(false).build()),
            compression("uncompressed", Compression.NONE),
            compression("gzip", Compression.GZIP),
            compression("snappy", Compression.SNAPPY),
            compression("lz4", Compression.LZ4),
            compression("zstd", Compression.ZSTD),
            new Mapping(
                    "compression.gzip.level",
                    "2",
                    "compression.gzip.level",
                    c -> c.toBuilder().gzipLevel(2).build()),
            new Mapping(
                    "compression.lz4.level",
                    "2",
                    "compression.lz4.level",
                    c -> c.toBuilder().lz4Level(2).build()),
            new Mapping(
                    "compression.zstd.level",
                    "2",
                    "compression.zstd.level",
                    c -> c.toBuilder().zstdLevel(2).build()),
            new Mapping(
                    "delete.retention.ms",
                    "2",
                    "log.cleaner.delete.retention.ms",
                    c -> c.toBuilder().deleteRetentionMs(2).build()),
            new Mapping(
                    "file.delete.delay.ms",
                    "2",
                    "log.segment.delete.delay.ms",
                    c -> c.toBuilder().fileDeleteDelayMs(2).build()),
            new Mapping(
                    "flush.messages",
                    "1",
                    "log.flush.interval.messages",
                    c -> c.toBuilder().flushMessages(1).build()),
            new Mapping(
                    "flush.ms",
                    "2",
                    "log.flush.interval.ms",
                    c -> c.toBuilder().flushMs(2).build()),
            new Mapping(
                    "index.interval.bytes",
                    "2",
                    "log.index.interval.bytes",
                    c -> c.toBuilder().indexIntervalBytes(2).build()),
            new Mapping(
                    "max.compaction.lag.ms",
                    "2",
                    "log.cleaner.max.compaction.lag.ms",
                    c -> c.toBuilder().maxCompactionLagMs(2).build()),
            new Mapping(
                    "max.message.bytes",
                    "2",
                    "message.max.bytes",
                    c -> c.toBuilder().maxMessageBytes(2).build()),
            new Mapping(
                    "message.timestamp.after.max.ms",
                    "2",
                    "log.message.timestamp.after.max.ms",
                    c -> c.toBuilder().timestampAfterMaxMs(2).build()),
            new Mapping(
                    "message.timestamp.before.max.ms",
                    "2",
                    "log.message.timestamp.before.max.ms",
                    c -> c.toBuilder().timestampBeforeMaxMs(2).build()),
            new Mapping(
                    "message.timestamp.type",
                    "LogAppendTime",
                    "log.message.timestamp.type",
                    c -> c.toBuilder()
                            .timestampType(TimestampType.LOG_APPEND_TIME)
                            .build()),
            new Mapping(
                    "min.cleanable.dirty.ratio",
                    "0.1",
                    "log.cleaner.min.cleanable.ratio",
                    c -> c.toBuilder().minCleanableDirtyRatio(0.1).build()),
            new Mapping(
                    "min.compaction.lag.ms",
                    "2",
                    "log.cleaner.min.compaction.lag.ms",
                    c -> c.toBuilder().minCompactionLagMs(2).build()),
            new Mapping(
                    "min.insync.replicas",
                    "2",
                    "min.insync.replicas",
                    c -> c.toBuilder().minInsyncReplicas(2).build()),
            new Mapping(
                    "preallocate",
                    "true",
                    "log.preallocate",
                    c -> c.toBuilder().preallocate(true).build()),
            new Mapping(
                    "retention.bytes",
                    "2",
                    "log.retention.bytes",
                    c -> c.toBuilder().retentionBytes(2).build()),
            new Mapping(
                    "retention.bytes",
                    "-7",
                    "log.retention.bytes",
                    c -> c.toBuilder().retentionBytes(-1).build()),
            new Mapping(
                    "retention.ms",
                    "-1",
                    "log.retention.ms",
                    c -> c.toBuilder().retentionMs(-1).build()),
            new Mapping(
                    "retention.ms",
                    "120000",
                    "log.retention.ms",
                    c -> c.toBuilder().retentionMs(120_000).build()),
            new Mapping(
                    "segment.bytes",
                    "2000000",
                    "log.segment.bytes",
                    c -> c.toBuilder().segmentBytes(2_000_000).build()),
            new Mapping(
                    "segment.index.bytes",
                    "8",
                    "log.index.size.max.bytes",
                    c -> c.toBuilder().segmentIndexBytes(8).build()),
            new Mapping(
                    "segment.jitter.ms",
                    "2",
                    "log.roll.jitter.ms",
                    c -> c.toBuilder().segmentJitterMs(2).build()),
            new Mapping(
                    "segment.ms",
                    "2",
                    "log.roll.ms",
                    c -> c.toBuilder().segmentMs(2).build()),
            new Mapping(
                    "unclean.leader.election.enable",
                    "true",
                    "unclean.leader.election.enable",
                    c -> c.toBuilder().uncleanLeaderElection(true).build()));

    private static Mapping compression(String name, Compression compression) {
        return new Mapping(
                "compression.type",
                name,
                "compression.type",
                c -> c.toBuilder().compression(compression).build());
    }

    @Test
    void shouldHaveKafkasDefaults() {
        assertThat(configs(Map.of()).logConfig(Map.of())).isEqualTo(LogConfig.DEFAULTS);
    }

    @ParameterizedTest
    @FieldSource("MAPPINGS")
    void shouldMapEveryConfigOfATopic(Mapping mapping) {
        LogConfig config = configs(Map.of()).logConfig(Map.of(mapping.topic(), mapping.value()));

        assertThat(config).isEqualTo(mapping.expected().apply(LogConfig.DEFAULTS));
    }

    @ParameterizedTest
    @FieldSource("MAPPINGS")
    void shouldTakeTheBrokersPropertyWhereATopicSaysNothing(Mapping mapping) {
        LogConfig config = configs(Map.of(mapping.broker(), mapping.value())).logConfig(Map.of());

        assertThat(config).isEqualTo(mapping.expected().apply(LogConfig.DEFAULTS));
    }

    @Test
    void shouldKnowWhatEveryConfigOfATopicDoes() {
        var known = new TreeSet<String>();
        MAPPINGS.forEach(mapping -> known.add(mapping.topic()));
        var all = new TreeSet<String>();
        TopicTable.TABLE.entries().forEach(entry -> all.add(entry.name()));
        all.removeIf(name -> name.startsWith("remote.") || name.startsWith("local.") || name.contains(".throttled."));
        all.remove("internal.segment.bytes");

        assertThat(known).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource({
        "log.retention.hours=2 , 7200000",
        "log.retention.hours=2 log.retention.minutes=3, 180000",
        "log.retention.hours=2 log.retention.minutes=3 log.retention.ms=4, 4",
        "log.retention.minutes=-1, -1",
        "log.retention.ms=-5, -1"
    })
    void shouldTakeTheFinestOfTheRetentionProperties(String properties, long expectedMs) {
        assertThat(configs(properties(properties)).logConfig(Map.of()).retentionMs())
                .isEqualTo(expectedMs);
    }

    @ParameterizedTest
    @CsvSource({"log.roll.hours=2, 7200000, 0", "log.roll.hours=2 log.roll.ms=3 log.roll.jitter.hours=1, 3, 3600000"})
    void shouldTakeTheFinestOfTheRollProperties(String properties, long expectedMs, long expectedJitterMs) {
        LogConfig config = configs(properties(properties)).logConfig(Map.of());

        assertThat(config.segmentMs()).isEqualTo(expectedMs);
        assertThat(config.segmentJitterMs()).isEqualTo(expectedJitterMs);
    }

    @Test
    void shouldFlushAsOftenAsTheSchedulerUnlessToldOtherwise() {
        assertThat(configs(Map.of("log.flush.scheduler.interval.ms", "500"))
                        .logConfig(Map.of())
                        .flushMs())
                .isEqualTo(500);
    }

    @Test
    void shouldLetSmallSegmentsThroughForTests() {
        assertThat(configs(Map.of())
                        .logConfig(Map.of("internal.segment.bytes", "1000"))
                        .segmentBytes())
                .isEqualTo(1000);
    }

    @Test
    void shouldPreferTheTopicOverTheBrokerOverAllBrokersOverTheFile() {
        DynamicConfigs broker = new DynamicConfigs(ConfigValues.of(Map.of("log.retention.ms", "1")));
        TopicConfigs configs = new TopicConfigs(broker);
        List<Long> retention = new ArrayList<>();
        broker.onChange(values -> retention.add(configs.logConfig(Map.of()).retentionMs()));

        retention.add(configs.logConfig(Map.of()).retentionMs());
        broker.update(Map.of("log.retention.ms", "2"), Map.of());
        broker.update(Map.of("log.retention.ms", "2"), Map.of("log.retention.ms", "3"));
        retention.add(configs.logConfig(Map.of("retention.ms", "4")).retentionMs());
        broker.update(Map.of(), Map.of());

        assertThat(retention).containsExactly(1L, 2L, 3L, 4L, 1L);
    }

    @Test
    void shouldLeaveOutWhatItCannotUse() {
        DynamicConfigs broker = new DynamicConfigs(ConfigValues.of(Map.of()));
        broker.update(
                Map.of("log.segment.bytes", "5", "num.partitions", "3", "message.max.bytes", "7"),
                Map.of("listeners", "PLAINTEXT://:1"));
        TopicConfigs configs = new TopicConfigs(broker);

        LogConfig config = configs.logConfig(Map.of("retention.ms", "soon", "no.such", "1"));

        assertThat(config)
                .isEqualTo(LogConfig.DEFAULTS.toBuilder().maxMessageBytes(7).build());
        assertThat(broker.current().integer("num.partitions")).isEqualTo(1);
    }

    @Test
    void shouldKeepTheFormerValuesWhenTheNewOnesContradictEachOther() {
        DynamicConfigs broker = new DynamicConfigs(ConfigValues.of(Map.of()));
        broker.update(Map.of("log.retention.ms", "5"), Map.of());

        broker.update(Map.of("log.retention.ms", "0"), Map.of());

        assertThat(broker.current().number("log.retention.ms")).isEqualTo(5);
    }

    @Test
    void shouldNotStumbleOverLagsOfTheBrokerThatContradictTheTopics() {
        LogConfig config = configs(Map.of("log.cleaner.max.compaction.lag.ms", "5"))
                .logConfig(Map.of("min.compaction.lag.ms", "10"));

        assertThat(config.maxCompactionLagMs()).isEqualTo(10);
    }

    /** The messages are those of Kafka 4.3.1 to the same entries. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            foo=1;                          Unknown topic config name: foo
            message.format.version=3.0;     Unknown topic config name: message.format.version
            retention.ms=abc;               Invalid value abc for configuration retention.ms: Not a number of type LONG
            retention.ms=;                  Invalid value  for configuration retention.ms: Not a number of type LONG
            retention.ms=-5;                Invalid value -5 for configuration retention.ms: Value must be at least -1
            compression.type=brotli;        Invalid value brotli for configuration compression.type: String must be one of: uncompressed, zstd, lz4, snappy, gzip, producer
            cleanup.policy=foo;             Invalid value foo for configuration cleanup.policy: String must be one of: compact, delete
            segment.bytes=1;                Invalid value 1 for configuration segment.bytes: Value must be at least 1048576
            segment.bytes=99999999999;      Invalid value 99999999999 for configuration segment.bytes: Not a number of type INT
            min.cleanable.dirty.ratio=1.5;  Invalid value 1.5 for configuration min.cleanable.dirty.ratio: Value must be no more than 1
            min.cleanable.dirty.ratio=x;    Invalid value x for configuration min.cleanable.dirty.ratio: Not a number of type DOUBLE
            preallocate=yes;                Invalid value yes for configuration preallocate: Expected value to be either true or false
            remote.storage.enable=true;     Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage.
            leader.replication.throttled.replicas=x; Invalid value [x] for configuration leader.replication.throttled.replicas: leader.replication.throttled.replicas must be the literal '*' or a list of replicas in the following format: [partitionId]:[brokerId],[partitionId]:[brokerId],...
            compression.gzip.level=0;       Invalid value 0 for configuration compression.gzip.level: Value must be between 1 and 9 or equal to -1
            compression.lz4.level=0;        Invalid value 0 for configuration compression.lz4.level: Value must be at least 1
            message.timestamp.type=x;       Invalid value x for configuration message.timestamp.type: String must be one of: CreateTime, LogAppendTime
            max.message.bytes=-1;           Invalid value -1 for configuration max.message.bytes: Value must be at least 0
            min.compaction.lag.ms=10 max.compaction.lag.ms=5; conflict topic config setting min.compaction.lag.ms (10) > max.compaction.lag.ms (5)
            """, quoteCharacter = '`')
    void shouldRefuseABadConfigWithKafkasWords(String entries, String message) {
        assertThatThrownBy(() -> configs(Map.of()).validate("t", properties(entries)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.error()).isEqualTo(Errors.INVALID_CONFIG))
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cleanup.policy=",
                "cleanup.policy=compact,compact",
                "preallocate=TRUE",
                "remote.storage.enable=false",
                "remote.log.copy.disable=true",
                "leader.replication.throttled.replicas=*",
                "leader.replication.throttled.replicas=0:1,1:2",
                "internal.segment.bytes=1000",
                "local.retention.ms=10 retention.ms=5",
                "retention.bytes=-7"
            })
    void shouldTakeWhatKafkaTakes(String entries) {
        configs(Map.of()).validate("t", properties(entries));
    }

    private static TopicConfigs configs(Map<String, String> broker) {
        return new TopicConfigs(new DynamicConfigs(ConfigValues.of(broker)));
    }

    private static Map<String, String> properties(String text) {
        Map<String, String> properties = new java.util.HashMap<>();
        for (String property : text.split(" ", -1)) {
            int equals = property.indexOf('=');
            properties.put(property.substring(0, equals), property.substring(equals + 1));
        }
        return properties;
    }
}
