// SPDX-License-Identifier: Apache-2.0
package io.barnabas.console.metrics;

import java.util.List;

/**
 * What is exported, with the names that Kafka's metrics have when the usual rules of the Prometheus JMX exporter have gone over them, those
 * of kafka_exporter for lag and of Prometheus' Java client for the virtual machine. docs/metrics.md is printed from here.
 */
public enum Metric {
    MESSAGES_IN(
            "kafka_server_brokertopicmetrics_messagesin_total",
            "counter",
            "Records appended; without a topic: all of them.",
            "topic"),
    BYTES_IN(
            "kafka_server_brokertopicmetrics_bytesin_total",
            "counter",
            "Bytes of record batches appended, as they are stored.",
            "topic"),
    BYTES_OUT(
            "kafka_server_brokertopicmetrics_bytesout_total",
            "counter",
            "Bytes of record batches sent to consumers.",
            "topic"),
    PRODUCE_REQUESTS("kafka_server_brokertopicmetrics_totalproducerequests_total", "counter", "Produce requests."),
    FETCH_REQUESTS("kafka_server_brokertopicmetrics_totalfetchrequests_total", "counter", "Fetch requests."),
    REQUESTS("kafka_network_requestmetrics_requests_total", "counter", "Requests answered.", "request", "version"),
    REQUEST_ERRORS(
            "kafka_network_requestmetrics_errors_total",
            "counter",
            "Requests answered by one error for all that was in them.",
            "request",
            "error"),
    REQUEST_TIME(
            "kafka_network_requestmetrics_totaltimems",
            "summary",
            "Milliseconds from the decoded request to its answer, since the console opened; right to an eighth.",
            "request",
            "quantile"),
    CONNECTIONS("kafka_server_socket_server_metrics_connection_count", "gauge", "Open connections of clients."),
    PARTITION_COUNT("kafka_server_replicamanager_partitioncount", "gauge", "Partitions of this broker."),
    LEADER_COUNT("kafka_server_replicamanager_leadercount", "gauge", "Partitions that this broker leads: all."),
    UNDER_REPLICATED(
            "kafka_server_replicamanager_underreplicatedpartitions", "gauge", "0, as there is one replica of each."),
    OFFLINE_REPLICAS(
            "kafka_server_replicamanager_offlinereplicacount", "gauge", "Partitions whose log directory has failed."),
    BROKER_STATE("kafka_server_kafkaserver_brokerstate", "gauge", "3: running."),
    ACTIVE_CONTROLLERS("kafka_controller_kafkacontroller_activecontrollercount", "gauge", "1: this process."),
    ACTIVE_BROKERS("kafka_controller_kafkacontroller_activebrokercount", "gauge", "1: this process."),
    TOPIC_COUNT("kafka_controller_kafkacontroller_globaltopiccount", "gauge", "Topics, internal ones too."),
    GLOBAL_PARTITION_COUNT(
            "kafka_controller_kafkacontroller_globalpartitioncount", "gauge", "Partitions of all topics."),
    OFFLINE_PARTITIONS(
            "kafka_controller_kafkacontroller_offlinepartitionscount",
            "gauge",
            "Partitions that cannot be served as their log directory has failed."),
    LOG_SIZE("kafka_log_log_size", "gauge", "Bytes of a partition's segments.", "topic", "partition"),
    LOG_START("kafka_log_log_logstartoffset", "gauge", "Offset of a partition's first record.", "topic", "partition"),
    LOG_END("kafka_log_log_logendoffset", "gauge", "Offset after a partition's last record.", "topic", "partition"),
    GROUPS("kafka_coordinator_group_groupmetadatamanager_numgroups", "gauge", "Groups of all kinds."),
    GROUPS_STABLE("kafka_coordinator_group_groupmetadatamanager_numgroupsstable", "gauge", "Groups that are Stable."),
    GROUPS_EMPTY("kafka_coordinator_group_groupmetadatamanager_numgroupsempty", "gauge", "Groups without members."),
    GROUP_LAG(
            "kafka_consumergroup_lag",
            "gauge",
            "Records between what a group has committed and the partition's end.",
            "consumergroup",
            "topic",
            "partition"),
    GROUP_OFFSET(
            "kafka_consumergroup_current_offset",
            "gauge",
            "The offset that a group has committed.",
            "consumergroup",
            "topic",
            "partition"),
    GROUP_LAG_SUM("kafka_consumergroup_lag_sum", "gauge", "A group's lag in one topic.", "consumergroup", "topic"),
    TOPIC_PARTITIONS("kafka_topic_partitions", "gauge", "Partitions of a topic.", "topic"),
    BROKERS("kafka_brokers", "gauge", "1: this broker."),
    LEFT_OUT(
            "barnabas_metrics_left_out",
            "gauge",
            "Partitions, by kind of metric, that are not listed one by one because there are too many.",
            "kind"),
    JVM_MEMORY_USED("jvm_memory_used_bytes", "gauge", "Bytes in use.", "area"),
    JVM_MEMORY_COMMITTED("jvm_memory_committed_bytes", "gauge", "Bytes taken from the system.", "area"),
    JVM_MEMORY_MAX("jvm_memory_max_bytes", "gauge", "Bytes that may be taken.", "area"),
    JVM_BUFFERS("jvm_buffer_pool_used_bytes", "gauge", "Bytes of buffers outside the heap.", "pool"),
    JVM_GC("jvm_gc_collection_seconds", "summary", "Time spent in a garbage collector.", "gc"),
    JVM_THREADS("jvm_threads_current", "gauge", "Threads."),
    JVM_CLASSES("jvm_classes_currently_loaded", "gauge", "Loaded classes."),
    CPU("process_cpu_seconds_total", "counter", "CPU time of the process."),
    START_TIME("process_start_time_seconds", "gauge", "Start of the process, in seconds since 1970."),
    OPEN_FDS("process_open_fds", "gauge", "Open file descriptors."),
    MAX_FDS("process_max_fds", "gauge", "File descriptors that may be open."),
    RESIDENT_MEMORY("process_resident_memory_bytes", "gauge", "Memory of the process that is in RAM.");

    private final String metricName;
    private final String type;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // It is made by List.of.
    private final List<String> labels;

    Metric(String metricName, String type, String help, String... labels) {
        this.metricName = metricName;
        this.type = type;
        this.help = help;
        this.labels = List.of(labels);
    }

    public String metricName() {
        return metricName;
    }

    public String type() {
        return type;
    }

    public String help() {
        return help;
    }

    public List<String> labels() {
        return labels;
    }
}
