// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import io.barnabas.wire.message.LeaderChangeMessage;
import io.barnabas.wire.message.VotersRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who votes on the metadata log, as its control records say: nothing with static voters (kraft.version 0), a voter record with
 * dynamic ones (kraft.version 1).
 */
record Voters(short kraftVersion, @Nullable VotersRecord dynamic) {
    static final Voters STATIC = new Voters((short) 0, null);

    /** Where Kafka's own {@code server.properties} has its controller; a Kafka that takes over corrects it when it starts. */
    private static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final int CONTROLLER_PORT = 9093;

    private static final UUID UNKNOWN_DIRECTORY = new UUID(0, 0);

    /** This node alone, as {@code kafka-storage format --standalone} has it. */
    static Voters standalone(ClusterImage cluster) {
        VotersRecord.Voter self = new VotersRecord.Voter()
                .setVoterId(cluster.nodeId())
                .setVoterDirectoryId(cluster.directoryId())
                .setEndpoints(new ArrayList<>(List.of(new VotersRecord.Endpoint()
                        .setName(CONTROLLER_LISTENER)
                        .setHost("localhost")
                        .setPort(CONTROLLER_PORT))))
                .setKRaftVersionFeature(new VotersRecord.KRaftVersionFeature()
                        .setMinSupportedVersion((short) 0)
                        .setMaxSupportedVersion((short) 1));
        return new Voters(
                (short) 1, new VotersRecord().setVersion((short) 0).setVoters(new ArrayList<>(List.of(self))));
    }

    /** A batch that makes these the voters, who must be dynamic. */
    ByteBuffer encode(long baseOffset, int epoch, long nowMs) {
        return MetadataBatches.kraftVersionAndVoters(
                kraftVersion, Objects.requireNonNull(dynamic), baseOffset, epoch, nowMs);
    }

    boolean isStatic() {
        return kraftVersion == 0;
    }

    /** This node, the only voter. */
    QuorumVoter voter(ClusterImage cluster) {
        VotersRecord voters = dynamic;
        if (voters == null) {
            return new QuorumVoter(cluster.nodeId(), UNKNOWN_DIRECTORY, false, List.of());
        }
        VotersRecord.Voter self = voters.voters().get(0);
        List<QuorumVoter.Listener> listeners = self.endpoints().stream()
                .map(endpoint -> new QuorumVoter.Listener(endpoint.name(), endpoint.host(), endpoint.port()))
                .toList();
        return new QuorumVoter(self.voterId(), self.voterDirectoryId(), true, listeners);
    }

    /** @throws MetadataException when this node is not the only voter */
    void requireOnly(ClusterImage cluster) {
        VotersRecord voters = dynamic;
        if (voters == null) {
            return;
        }
        List<Integer> ids =
                voters.voters().stream().map(VotersRecord.Voter::voterId).toList();
        if (!ids.equals(List.of(cluster.nodeId()))) {
            throw new MetadataException("The metadata log belongs to a quorum of controllers " + ids
                    + ", of which this node, " + cluster.nodeId()
                    + ", must be the only one; remove the others with kafka-metadata-quorum remove-controller first");
        }
    }

    /** The first record of a new epoch, in version 0, which Kafka 4.3 writes with either kind of voters. */
    static LeaderChangeMessage leaderChange(ClusterImage cluster) {
        LeaderChangeMessage.Voter self = new LeaderChangeMessage.Voter().setVoterId(cluster.nodeId());
        return new LeaderChangeMessage()
                .setVersion((short) 0)
                .setLeaderId(cluster.nodeId())
                .setVoters(new ArrayList<>(List.of(self)))
                .setGrantingVoters(new ArrayList<>(List.of(self)));
    }
}
