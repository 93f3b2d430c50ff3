// SPDX-License-Identifier: Apache-2.0
package kafka.server;

import io.barnabas.conformance.cluster.HarnessCluster;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.integration.KafkaServerTestHarness;
import kafka.utils.Logging;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.server.fault.MockFaultHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.provider.Arguments;
import scala.Option;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Stands in for the class of this name in Kafka's test jar, earlier on the class path: the older of Kafka's tests inherit from
 * it and have their brokers made by it. The first broker is a process, all others are that one once more. Its methods are
 * those that the Scala class has for its subclasses.
 */
public abstract class QuorumTestHarness implements Logging {
    private final MockFaultHandler faultHandler = new MockFaultHandler("quorumTestHarnessFaultHandler");
    private String logIdent = "";
    private @Nullable TestInfo testInfo;
    private @Nullable HarnessCluster cluster;

    public static Stream<Arguments> getTestGroupProtocolParametersAll() {
        return QuorumTestHarness$.MODULE$.getTestGroupProtocolParametersAll();
    }

    public static Stream<Arguments> getTestGroupProtocolParametersClassicGroupProtocolOnly() {
        return QuorumTestHarness$.MODULE$.getTestGroupProtocolParametersClassicGroupProtocolOnly();
    }

    public static Stream<Arguments> getTestGroupProtocolParametersConsumerGroupProtocolOnly() {
        return QuorumTestHarness$.MODULE$.getTestGroupProtocolParametersConsumerGroupProtocolOnly();
    }

    @BeforeEach
    public void setUp(TestInfo info) {
        testInfo = info;
        var brokers = this instanceof KafkaServerTestHarness harness
                ? harness.configs().length()
                : 1;
        cluster = new HarnessCluster(brokers, kraftControllerConfigs(info).head(), metadataVersion());
    }

    @AfterEach
    public void tearDown() {
        if (cluster != null) {
            cluster.stop();
        }
    }

    private HarnessCluster cluster() {
        if (cluster == null) {
            throw new IllegalStateException("setUp was not called");
        }
        return cluster;
    }

    public KafkaBroker createBroker(KafkaConfig config, Time time, boolean startup, Option<String> threadNamePrefix) {
        return cluster().broker(config, startup);
    }

    public Time createBroker$default$2() {
        return Time.SYSTEM;
    }

    public boolean createBroker$default$3() {
        return true;
    }

    public Option<String> createBroker$default$4() {
        return Option.empty();
    }

    public ControllerServer controllerServer() {
        return cluster().controller();
    }

    /** There is none whose metadata one would have to wait for. */
    public Seq<ControllerServer> controllerServers() {
        return CollectionConverters.asScala(List.<ControllerServer>of());
    }

    public Seq<Properties> kraftControllerConfigs(TestInfo info) {
        return CollectionConverters.asScala(List.of(new Properties()));
    }

    public Seq<SecurityProtocol> extraControllerSecurityProtocols() {
        return CollectionConverters.asScala(List.<SecurityProtocol>of());
    }

    public SecurityProtocol controllerListenerSecurityProtocol() {
        return SecurityProtocol.PLAINTEXT;
    }

    public MetadataVersion metadataVersion() {
        return MetadataVersion.latestTesting();
    }

    /** Not asked: a directory is formatted as the test kit would. */
    public void addFormatterSettings(Formatter formatter) {}

    public void shutdownKRaftController() {}

    /** From the name of the invocation, in which this JUnit puts quotes around it. */
    public Option<GroupProtocol> maybeGroupProtocolSpecified() {
        var name = testInfo == null ? "" : testInfo.getDisplayName().replace("\"", "");
        for (var protocol : GroupProtocol.values()) {
            if (name.contains("groupProtocol=" + protocol.name().toLowerCase(Locale.ROOT))) {
                return Option.apply(protocol);
            }
        }
        return Option.empty();
    }

    public GroupProtocol groupProtocolFromTestParameters() {
        return maybeGroupProtocolSpecified().get();
    }

    public MockFaultHandler faultHandler() {
        return faultHandler;
    }

    @Override
    public String logIdent() {
        return logIdent;
    }

    @Override
    public void logIdent_$eq(String ident) {
        logIdent = ident;
    }
}
