// SPDX-License-Identifier: Apache-2.0
package io.barnabas.compat.share;

import static io.barnabas.compat.harness.Clients.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.barnabas.compat.harness.Clients;
import io.barnabas.compat.harness.RawClient;
import io.barnabas.compat.harness.TestBroker;
import io.barnabas.compat.harness.Tool;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ShareGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ShareGroupHeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The life of a share group, as it is written down in {@code __consumer_offsets}. */
final class ShareGroupRecordsIT {
    private static final String TOLD =
            "'rackId':null,'clientId':'raw','clientHost':'/127.0.0.1','subscribedTopicNames':['t']";
    private static final String PARTITIONS = "{'topicId':T,'partitions':[0]}";
    private static final String ASSIGNED = "'assignedPartitions':[" + PARTITIONS + "]";
    private static final String INFO = "{'topicId':T,'topicName':'t','partitions':[0]}";
    private static final String TOPIC = "{'topicId':T,'topicName':'t'}";

    @RegisterExtension
    final TestBroker broker = TestBroker.own("offsets.topic.num.partitions=1", "group.share.assignment.interval.ms=0");

    private RawClient client;

    @AfterEach
    void close() {
        client.close();
    }

    private ShareGroupHeartbeatResponseData beat(String memberId, int epoch, boolean subscribes) {
        return client.ask(
                ShareGroupHeartbeatResponseData.class,
                ApiKeys.SHARE_GROUP_HEARTBEAT,
                1,
                new ShareGroupHeartbeatRequestData()
                        .setGroupId("g")
                        .setMemberId(memberId)
                        .setMemberEpoch(epoch)
                        .setSubscribedTopicNames(subscribes ? List.of("t") : null));
    }

    @Test
    void shouldWriteTheRecordsThatKafkaWrites() throws Exception {
        client = new RawClient(broker.bootstrap());
        try (var admin = Clients.admin(broker.bootstrap())) {
            get(admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all());
            get(admin.listConsumerGroupOffsets("g").partitionsToOffsetAndMetadata());
            live(admin);
        }
        broker.broker().stop();

        assertThat(written())
                .containsExactly(
                        member("10", "a", TOLD),
                        group("11", "'epoch':2,'metadataHash':H"),
                        member("13", "a", "'topicPartitions':[]"),
                        group("12", "'assignmentEpoch':2,'assignmentTimestamp':N"),
                        member("14", "a", "'memberEpoch':2,'previousMemberEpoch':0,'state':0,'assignedPartitions':[]"),
                        states(INFO, "", ""),
                        states("", INFO, ""),
                        group("11", "'epoch':3,'metadataHash':H"),
                        member("13", "a", "'topicPartitions':[" + PARTITIONS + "]"),
                        group("12", "'assignmentEpoch':3,'assignmentTimestamp':N"),
                        member("14", "a", "'memberEpoch':3,'previousMemberEpoch':2,'state':0," + ASSIGNED),
                        member("10", "b", TOLD),
                        group("11", "'epoch':4,'metadataHash':H"),
                        member("13", "b", "'topicPartitions':[" + PARTITIONS + "]"),
                        group("12", "'assignmentEpoch':4,'assignmentTimestamp':N"),
                        member("14", "b", "'memberEpoch':4,'previousMemberEpoch':0,'state':0," + ASSIGNED),
                        gone("14", "a"),
                        gone("13", "a"),
                        gone("10", "a"),
                        group("11", "'epoch':5,'metadataHash':H"),
                        gone("14", "b"),
                        gone("13", "b"),
                        gone("10", "b"),
                        group("11", "'epoch':6,'metadataHash':0"),
                        states(INFO, INFO, ""),
                        states("", INFO, ""),
                        states("", "", TOPIC),
                        "12 g <DELETE>",
                        "15 g <DELETE>",
                        "11 g <DELETE>");
    }

    private void live(Admin admin) {
        int[] epoch = {beat("a", 0, true).memberEpoch()};
        await().atMost(Clients.TIMEOUT).until(() -> {
            var response = beat("a", epoch[0], true);
            epoch[0] = response.memberEpoch();
            return !response.assignment().topicPartitions().isEmpty();
        });
        beat("b", 0, true);
        beat("a", -1, false);
        beat("b", -1, false);
        get(admin.alterShareGroupOffsets("g", Map.of(new TopicPartition("t", 0), 7L))
                .all());
        get(admin.deleteShareGroups(List.of("g")).all());
    }

    private static String member(String type, String memberId, String data) {
        return type + " g " + memberId + " {'version':'0','data':{" + data + "}}";
    }

    private static String group(String type, String data) {
        return type + " g {'version':'0','data':{" + data + "}}";
    }

    private static String states(String initializing, String initialized, String deleting) {
        return group(
                "15",
                "'initializingTopics':[" + initializing + "],'initializedTopics':[" + initialized
                        + "],'deletingTopics':[" + deleting + "]");
    }

    private static String gone(String type, String memberId) {
        return type + " g " + memberId + " <DELETE>";
    }

    /** The records of the group, without what is never the same. */
    private List<String> written() {
        var log = broker.broker().dataDirectory().resolve("__consumer_offsets-0/00000000000000000000.log");
        var dump = Tool.plain("dump-log", "--files", log.toString(), "--offsets-decoder")
                .run()
                .succeeded()
                .out();
        return dump.lines()
                .filter(line -> line.contains("\"groupId\":\"g\""))
                .map(line -> line.substring(line.indexOf("key: "))
                        .replace('"', '\'')
                        .replaceFirst("key: \\{'type':'(\\d+)','data':\\{'groupId':'g'\\}\\} payload:", "$1 g")
                        .replaceFirst(
                                "key: \\{'type':'(\\d+)','data':\\{'groupId':'g','memberId':'(\\w)'\\}\\} payload:",
                                "$1 g $2")
                        .replaceAll("'topicId':'[^']*'", "'topicId':T")
                        .replaceAll("'assignmentTimestamp':\\d+", "'assignmentTimestamp':N")
                        .replaceAll("'metadataHash':-?\\d{2,}", "'metadataHash':H"))
                .toList();
    }
}
