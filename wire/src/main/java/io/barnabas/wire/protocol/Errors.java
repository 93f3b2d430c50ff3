// SPDX-License-Identifier: Apache-2.0
package io.barnabas.wire.protocol;

/** The errors of the protocol by Kafka's names and codes, and whether a client may simply try again. */
public enum Errors {
    UNKNOWN_SERVER_ERROR(-1, Kind.FINAL, "The server met an unexpected error while it processed the request."),
    NONE(0, Kind.FINAL, "No error."),
    OFFSET_OUT_OF_RANGE(1, Kind.FINAL, "The offset is outside of what the server holds for the partition."),
    CORRUPT_MESSAGE(
            2,
            Kind.RETRIABLE,
            "The message fails its CRC check, is too large, has no key on a compacted topic, or is damaged in another way."),
    UNKNOWN_TOPIC_OR_PARTITION(3, Kind.RETRIABLE, "This server does not host this topic-partition."),
    INVALID_FETCH_SIZE(4, Kind.FINAL, "The requested fetch size is invalid."),
    LEADER_NOT_AVAILABLE(5, Kind.RETRIABLE, "The topic-partition has no leader at the moment."),
    NOT_LEADER_OR_FOLLOWER(
            6,
            Kind.RETRIABLE,
            "This broker is not the leader of the topic-partition, or not a replica of it where any replica would do."),
    REQUEST_TIMED_OUT(7, Kind.RETRIABLE, "The request timed out."),
    BROKER_NOT_AVAILABLE(8, Kind.FINAL, "The broker is not available."),
    REPLICA_NOT_AVAILABLE(9, Kind.RETRIABLE, "The replica is not available for the topic-partition."),
    MESSAGE_TOO_LARGE(10, Kind.FINAL, "The request holds a message larger than the server accepts."),
    STALE_CONTROLLER_EPOCH(11, Kind.FINAL, "The controller has moved to another broker."),
    OFFSET_METADATA_TOO_LARGE(12, Kind.FINAL, "The metadata given with the offset is too large."),
    NETWORK_EXCEPTION(13, Kind.RETRIABLE, "The connection was lost before an answer came."),
    COORDINATOR_LOAD_IN_PROGRESS(14, Kind.RETRIABLE, "The coordinator is still loading and cannot answer yet."),
    COORDINATOR_NOT_AVAILABLE(15, Kind.RETRIABLE, "The coordinator is not available."),
    NOT_COORDINATOR(16, Kind.RETRIABLE, "This is not the correct coordinator."),
    INVALID_TOPIC_EXCEPTION(17, Kind.FINAL, "The topic is not valid for this operation."),
    RECORD_LIST_TOO_LARGE(18, Kind.FINAL, "The request holds a batch larger than a segment on the server may be."),
    NOT_ENOUGH_REPLICAS(19, Kind.RETRIABLE, "Fewer replicas are in sync than the write requires."),
    NOT_ENOUGH_REPLICAS_AFTER_APPEND(
            20, Kind.RETRIABLE, "The messages were written, but to fewer in-sync replicas than required."),
    INVALID_REQUIRED_ACKS(21, Kind.FINAL, "The number of acknowledgements asked for is invalid."),
    ILLEGAL_GENERATION(22, Kind.FINAL, "The generation id of the group is not valid."),
    INCONSISTENT_GROUP_PROTOCOL(
            23, Kind.FINAL, "The member's protocols do not fit those of the group, or it gave none."),
    INVALID_GROUP_ID(24, Kind.FINAL, "The group id is invalid."),
    UNKNOWN_MEMBER_ID(25, Kind.FINAL, "The coordinator does not know this member."),
    INVALID_SESSION_TIMEOUT(
            26,
            Kind.FINAL,
            "The session timeout is outside of the range that the broker allows (group.min.session.timeout.ms, group.max.session.timeout.ms)."),
    REBALANCE_IN_PROGRESS(27, Kind.FINAL, "The group is rebalancing; join again."),
    INVALID_COMMIT_OFFSET_SIZE(28, Kind.FINAL, "The size of the committed offset data is invalid."),
    TOPIC_AUTHORIZATION_FAILED(29, Kind.FINAL, "Not authorized to access the topic."),
    GROUP_AUTHORIZATION_FAILED(30, Kind.FINAL, "Not authorized to access the group."),
    CLUSTER_AUTHORIZATION_FAILED(31, Kind.FINAL, "Not authorized for this operation on the cluster."),
    INVALID_TIMESTAMP(32, Kind.FINAL, "The timestamp of the message is out of the accepted range."),
    UNSUPPORTED_SASL_MECHANISM(33, Kind.FINAL, "The broker does not support the requested SASL mechanism."),
    ILLEGAL_SASL_STATE(34, Kind.FINAL, "The request does not fit the state of the SASL exchange."),
    UNSUPPORTED_VERSION(35, Kind.FINAL, "This version of the API is not supported."),
    TOPIC_ALREADY_EXISTS(36, Kind.FINAL, "A topic of this name already exists."),
    INVALID_PARTITIONS(37, Kind.FINAL, "The number of partitions is invalid."),
    INVALID_REPLICATION_FACTOR(
            38, Kind.FINAL, "The replication factor is below 1 or above the number of available brokers."),
    INVALID_REPLICA_ASSIGNMENT(39, Kind.FINAL, "The replica assignment is invalid."),
    INVALID_CONFIG(40, Kind.FINAL, "The configuration is invalid."),
    NOT_CONTROLLER(41, Kind.RETRIABLE, "This is not the controller of the cluster."),
    INVALID_REQUEST(42, Kind.FINAL, "The request is malformed or does not fit this broker; its log says more."),
    UNSUPPORTED_FOR_MESSAGE_FORMAT(43, Kind.FINAL, "The message format on the broker does not support the request."),
    POLICY_VIOLATION(44, Kind.FINAL, "The request violates the configured policy."),
    OUT_OF_ORDER_SEQUENCE_NUMBER(45, Kind.FINAL, "The sequence number does not follow the last one of the producer."),
    DUPLICATE_SEQUENCE_NUMBER(46, Kind.FINAL, "The sequence number was received before."),
    INVALID_PRODUCER_EPOCH(47, Kind.FINAL, "The producer wrote with an old epoch."),
    INVALID_TXN_STATE(48, Kind.FINAL, "The transactional operation does not fit the state of the transaction."),
    INVALID_PRODUCER_ID_MAPPING(49, Kind.FINAL, "The producer id is not the one assigned to the transactional id."),
    INVALID_TRANSACTION_TIMEOUT(
            50, Kind.FINAL, "The transaction timeout is above the broker's limit (transaction.max.timeout.ms)."),
    CONCURRENT_TRANSACTIONS(51, Kind.RETRIABLE, "Another operation on the same transaction is still going on."),
    TRANSACTION_COORDINATOR_FENCED(
            52, Kind.FINAL, "The transaction coordinator that sent the marker is no longer the one for this producer."),
    TRANSACTIONAL_ID_AUTHORIZATION_FAILED(53, Kind.FINAL, "Not authorized to use the transactional id."),
    SECURITY_DISABLED(54, Kind.FINAL, "Security features are disabled."),
    OPERATION_NOT_ATTEMPTED(
            55, Kind.FINAL, "The broker did not try this operation, since another one of the same request failed."),
    KAFKA_STORAGE_ERROR(56, Kind.RETRIABLE, "The disk failed while a log file was accessed."),
    LOG_DIR_NOT_FOUND(57, Kind.FINAL, "The log directory is not among those of the broker."),
    SASL_AUTHENTICATION_FAILED(58, Kind.FINAL, "SASL authentication failed."),
    UNKNOWN_PRODUCER_ID(
            59,
            Kind.FINAL,
            "The broker knows nothing of this producer id; its records may have been deleted by retention."),
    REASSIGNMENT_IN_PROGRESS(60, Kind.FINAL, "A reassignment of the partition is in progress."),
    DELEGATION_TOKEN_AUTH_DISABLED(61, Kind.FINAL, "Delegation tokens are not enabled."),
    DELEGATION_TOKEN_NOT_FOUND(62, Kind.FINAL, "The delegation token was not found on the server."),
    DELEGATION_TOKEN_OWNER_MISMATCH(63, Kind.FINAL, "The principal is neither owner nor renewer of the token."),
    DELEGATION_TOKEN_REQUEST_NOT_ALLOWED(64, Kind.FINAL, "Delegation token requests are not allowed on this channel."),
    DELEGATION_TOKEN_AUTHORIZATION_FAILED(65, Kind.FINAL, "Not authorized for this delegation token."),
    DELEGATION_TOKEN_EXPIRED(66, Kind.FINAL, "The delegation token has expired."),
    INVALID_PRINCIPAL_TYPE(67, Kind.FINAL, "The principal type is not supported."),
    NON_EMPTY_GROUP(68, Kind.FINAL, "The group is not empty."),
    GROUP_ID_NOT_FOUND(69, Kind.FINAL, "The group id does not exist."),
    FETCH_SESSION_ID_NOT_FOUND(70, Kind.RETRIABLE, "The fetch session id was not found."),
    INVALID_FETCH_SESSION_EPOCH(71, Kind.RETRIABLE, "The fetch session epoch is invalid."),
    LISTENER_NOT_FOUND(72, Kind.RETRIABLE, "The leader has no listener of the name on which the request came."),
    TOPIC_DELETION_DISABLED(73, Kind.FINAL, "Topic deletion is disabled."),
    FENCED_LEADER_EPOCH(74, Kind.RETRIABLE, "The leader epoch of the request is older than the broker's."),
    UNKNOWN_LEADER_EPOCH(75, Kind.RETRIABLE, "The leader epoch of the request is newer than the broker's."),
    UNSUPPORTED_COMPRESSION_TYPE(76, Kind.FINAL, "The client does not support the compression type of the partition."),
    STALE_BROKER_EPOCH(77, Kind.FINAL, "The broker epoch has changed."),
    OFFSET_NOT_AVAILABLE(
            78, Kind.RETRIABLE, "A new leader's high watermark has not caught up yet, so the offset is not known."),
    MEMBER_ID_REQUIRED(79, Kind.FINAL, "The member must join again with the member id it is given."),
    PREFERRED_LEADER_NOT_AVAILABLE(80, Kind.RETRIABLE, "The preferred leader is not available."),
    GROUP_MAX_SIZE_REACHED(81, Kind.FINAL, "The group is full."),
    FENCED_INSTANCE_ID(
            82, Kind.FINAL, "Another consumer has registered the same group.instance.id under another member id."),
    ELIGIBLE_LEADERS_NOT_AVAILABLE(83, Kind.RETRIABLE, "No eligible leader of the partition is available."),
    ELECTION_NOT_NEEDED(84, Kind.RETRIABLE, "The partition needs no election of a leader."),
    NO_REASSIGNMENT_IN_PROGRESS(85, Kind.FINAL, "No reassignment of the partition is in progress."),
    GROUP_SUBSCRIBED_TO_TOPIC(
            86, Kind.FINAL, "The group is subscribed to the topic, so its offsets cannot be deleted."),
    INVALID_RECORD(87, Kind.FINAL, "The record fails the broker's validation."),
    UNSTABLE_OFFSET_COMMIT(88, Kind.RETRIABLE, "Offsets of an open transaction have not been settled yet."),
    THROTTLING_QUOTA_EXCEEDED(89, Kind.RETRIABLE, "The throttling quota has been exceeded."),
    PRODUCER_FENCED(90, Kind.FINAL, "A newer producer uses the same transactional id."),
    RESOURCE_NOT_FOUND(91, Kind.FINAL, "The request names a resource that does not exist."),
    DUPLICATE_RESOURCE(92, Kind.FINAL, "The request names the same resource twice."),
    UNACCEPTABLE_CREDENTIAL(93, Kind.FINAL, "The credential does not meet the criteria."),
    INCONSISTENT_VOTER_SET(94, Kind.FINAL, "Sender or receiver of a request among voters is not one of the voters."),
    INVALID_UPDATE_VERSION(95, Kind.FINAL, "The version of the update is invalid."),
    FEATURE_UPDATE_FAILED(96, Kind.FINAL, "The finalized features could not be updated, for an unexpected reason."),
    PRINCIPAL_DESERIALIZATION_FAILURE(97, Kind.FINAL, "The principal of a forwarded request could not be read."),
    SNAPSHOT_NOT_FOUND(98, Kind.FINAL, "The snapshot was not found."),
    POSITION_OUT_OF_RANGE(99, Kind.FINAL, "The position is outside of the snapshot."),
    UNKNOWN_TOPIC_ID(100, Kind.RETRIABLE, "This server does not host this topic ID."),
    DUPLICATE_BROKER_REGISTRATION(101, Kind.FINAL, "The broker id is in use."),
    BROKER_ID_NOT_REGISTERED(102, Kind.FINAL, "The broker id is not registered."),
    INCONSISTENT_TOPIC_ID(103, Kind.RETRIABLE, "The topic id of the request is not that of the log."),
    INCONSISTENT_CLUSTER_ID(104, Kind.FINAL, "The cluster id of the request is not the server's."),
    TRANSACTIONAL_ID_NOT_FOUND(105, Kind.FINAL, "The transactional id was not found."),
    FETCH_SESSION_TOPIC_ID_ERROR(106, Kind.RETRIABLE, "The fetch session mixes requests with and without topic ids."),
    INELIGIBLE_REPLICA(107, Kind.FINAL, "The new in-sync set holds a replica that may not be in it."),
    NEW_LEADER_ELECTED(108, Kind.FINAL, "The partition was altered as asked, but its leader has changed."),
    OFFSET_MOVED_TO_TIERED_STORAGE(109, Kind.FINAL, "The offset has moved to tiered storage."),
    FENCED_MEMBER_EPOCH(
            110, Kind.FINAL, "The member's epoch is fenced; it must give up its partitions and join again."),
    UNRELEASED_INSTANCE_ID(111, Kind.FINAL, "The instance id is still used by another member, which must leave first."),
    UNSUPPORTED_ASSIGNOR(112, Kind.FINAL, "The group does not support the assignor or its version."),
    STALE_MEMBER_EPOCH(113, Kind.FINAL, "The member's epoch is stale; retry with the one of the next heartbeat."),
    MISMATCHED_ENDPOINT_TYPE(114, Kind.FINAL, "The request was sent to an endpoint of the wrong type."),
    UNSUPPORTED_ENDPOINT_TYPE(115, Kind.FINAL, "This endpoint type is not supported yet."),
    UNKNOWN_CONTROLLER_ID(116, Kind.FINAL, "The controller id is not known."),
    UNKNOWN_SUBSCRIPTION_ID(117, Kind.FINAL, "The telemetry was sent with an invalid or outdated subscription id."),
    TELEMETRY_TOO_LARGE(118, Kind.FINAL, "The telemetry is larger than the broker accepts."),
    INVALID_REGISTRATION(119, Kind.FINAL, "The controller finds the broker's registration invalid."),
    TRANSACTION_ABORTABLE(
            120, Kind.FINAL, "The transaction met an error; abort it to go on with this transactional id."),
    INVALID_RECORD_STATE(121, Kind.FINAL, "The record is not in a state that allows this acknowledgement."),
    SHARE_SESSION_NOT_FOUND(122, Kind.RETRIABLE, "The share session was not found."),
    INVALID_SHARE_SESSION_EPOCH(123, Kind.RETRIABLE, "The share session epoch is invalid."),
    FENCED_STATE_EPOCH(124, Kind.FINAL, "The state epoch of the share group is not the coordinator's."),
    INVALID_VOTER_KEY(125, Kind.FINAL, "The voter's key is not that of the receiving replica."),
    DUPLICATE_VOTER(126, Kind.FINAL, "The voter is one of the voters already."),
    VOTER_NOT_FOUND(127, Kind.FINAL, "The voter is not one of the voters."),
    INVALID_REGULAR_EXPRESSION(128, Kind.FINAL, "The regular expression is not valid."),
    REBOOTSTRAP_REQUIRED(129, Kind.FINAL, "The client's metadata is too old; it should bootstrap anew."),
    STREAMS_INVALID_TOPOLOGY(130, Kind.FINAL, "The topology is invalid."),
    STREAMS_INVALID_TOPOLOGY_EPOCH(131, Kind.FINAL, "The topology epoch is invalid."),
    STREAMS_TOPOLOGY_FENCED(132, Kind.FINAL, "The topology epoch is outdated."),
    SHARE_SESSION_LIMIT_REACHED(133, Kind.RETRIABLE, "No more share sessions are allowed.");

    private enum Kind {
        RETRIABLE,
        FINAL
    }

    private static final int LOWEST_CODE = -1;
    private static final Errors[] BY_CODE = byCode();

    private final short code;
    private final Kind kind;
    private final String message;

    Errors(int code, Kind kind, String message) {
        this.code = (short) code;
        this.kind = kind;
        this.message = message;
    }

    /** The number on the wire. */
    public short code() {
        return code;
    }

    /** The text for a client when there is nothing more exact to say. */
    public String message() {
        return message;
    }

    /** Whether clients try again by themselves. */
    public boolean retriable() {
        return kind == Kind.RETRIABLE;
    }

    /** The error of this code; one that we do not know is {@link #UNKNOWN_SERVER_ERROR}. */
    public static Errors forCode(short code) {
        int index = code - LOWEST_CODE;
        return index < 0 || index >= BY_CODE.length ? UNKNOWN_SERVER_ERROR : BY_CODE[index];
    }

    /** The codes have no gaps, so the place of an error follows from its code. */
    private static Errors[] byCode() {
        Errors[] all = values();
        for (int i = 0; i < all.length; i++) {
            if (all[i].code != i + LOWEST_CODE) {
                throw new AssertionError(all[i] + " is out of its place");
            }
        }
        return all;
    }
}
