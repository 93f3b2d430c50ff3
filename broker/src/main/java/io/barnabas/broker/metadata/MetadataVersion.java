// SPDX-License-Identifier: Apache-2.0
package io.barnabas.broker.metadata;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The levels of the {@code metadata.version} feature that matter to us, and the other features' names. */
public final class MetadataVersion {
    public static final String FEATURE = "metadata.version";
    public static final String GROUP_VERSION = "group.version";
    public static final String TRANSACTION_VERSION = "transaction.version";
    public static final String ELIGIBLE_LEADER_REPLICAS_VERSION = "eligible.leader.replicas.version";
    public static final String SHARE_VERSION = "share.version";
    public static final String STREAMS_VERSION = "streams.version";
    /** Kept in control records of the log, and not as a level among the others. */
    public static final String KRAFT_VERSION = "kraft.version";

    /** 3.3-IV3, the lowest that Kafka 4 still starts with. */
    public static final short LOWEST = 7;
    /** 3.4-IV0: registrations say whether the broker is migrating from ZooKeeper. */
    static final short V3_4_IV0 = 8;
    /** 3.5-IV2: users have SCRAM credentials. */
    public static final short V3_5_IV2 = 11;
    /** 3.7-IV2: replicas have directories. */
    static final short V3_7_IV2 = 17;
    /** 4.0-IV1: partitions have eligible leader replicas. */
    static final short V4_0_IV1 = 23;
    /**
     * 4.0-IV3, what a new directory gets: the lowest with every feature we use, so that every Kafka from 4.1 on can take over, and
     * 4.0, which does not know share groups, after share.version has been lowered to 0.
     */
    public static final short V4_0_IV3 = 25;
    /** 4.3-IV0: brokers have cordoned directories. */
    static final short V4_3_IV0 = 30;
    /** The highest whose records we know. */
    public static final short HIGHEST = V4_3_IV0;

    /** What a feature's level may be at most for us to start, or -1 for a feature that we do not know. */
    static int highestLevel(String feature) {
        return switch (feature) {
            case FEATURE -> HIGHEST;
            case GROUP_VERSION, ELIGIBLE_LEADER_REPLICAS_VERSION, SHARE_VERSION, STREAMS_VERSION -> 1;
            case TRANSACTION_VERSION -> 2;
            default -> -1;
        };
    }

    /** The levels from which on some record of the metadata log is written otherwise than before. */
    private static final List<Integer> CHANGES_OF_RECORDS = List.of(8, 11, 13, 14, 15, 17, 23, 30);

    /** Whether the higher level may have written records that the lower one cannot read. */
    static boolean recordsDiffer(short lower, short higher) {
        return CHANGES_OF_RECORDS.stream().anyMatch(change -> lower < change && change <= higher);
    }

    /** Levels of a feature, both ends included. */
    public record Levels(short lowest, short highest) {}

    /** The features that ApiVersions names as supported, by name. */
    public static SortedMap<String, Levels> supportedFeatures() {
        SortedMap<String, Levels> features = new TreeMap<>();
        features.put(FEATURE, new Levels(LOWEST, HIGHEST));
        for (String feature : List.of(
                ELIGIBLE_LEADER_REPLICAS_VERSION, GROUP_VERSION, SHARE_VERSION, STREAMS_VERSION, TRANSACTION_VERSION)) {
            features.put(feature, new Levels((short) 0, (short) highestLevel(feature)));
        }
        features.put(KRAFT_VERSION, new Levels((short) 0, (short) 1));
        return features;
    }

    private MetadataVersion() {}
}
