#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""kafka-python as a client of the broker: client.py PHASE BOOTSTRAP TOPIC [GROUP [COUNT]]; the phases are in ../README.md."""

import sys

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.structs import OffsetAndMetadata

COMPRESSIONS = ["none", "gzip", "snappy", "lz4", "zstd"]
LARGE = b"x" * 2_000_000
TIMEOUT_MS = 40_000

phase, bootstrap, topic, group, count = (sys.argv[1:] + ["", ""])[:5]


def consumer(*topics, **settings):
    defaults = dict(
        bootstrap_servers=bootstrap,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        consumer_timeout_ms=TIMEOUT_MS,
        session_timeout_ms=6000,
        heartbeat_interval_ms=500,
    )
    return KafkaConsumer(*topics, **{**defaults, **settings})


def take(source, number):
    records = []
    for record in source:
        records.append(record)
        if len(records) == number:
            return records
    raise AssertionError(f"only {len(records)} of {number} records within {TIMEOUT_MS} ms: {records}")


def produce():
    for compression in COMPRESSIONS:
        producer = KafkaProducer(
            bootstrap_servers=bootstrap,
            compression_type=None if compression == "none" else compression,
            linger_ms=20,
            acks="all",
            max_request_size=4_000_000,
        )
        answers = [
            producer.send(
                topic,
                key=f"{compression}-{i}".encode(),
                value=f"value {compression} {i}".encode(),
                headers=[("client", b"kafka-python"), ("number", str(i).encode())],
            )
            for i in range(20)
        ]
        if compression == "none":
            answers.append(producer.send(topic, value=b"no key"))
            answers.append(producer.send(topic, key=b"tombstone", value=None))
            answers.append(producer.send(topic, key=b"large", value=LARGE))
        for answer in answers:
            assert answer.get(timeout=30).offset >= 0
        producer.close()


def consume():
    reader = consumer(topic, group_id=group)
    records = take(reader, 103)
    reader.commit()
    reader.close()
    by_key = {record.key: record for record in records}
    for compression in COMPRESSIONS:
        for i in range(20):
            record = by_key[f"{compression}-{i}".encode()]
            assert record.value == f"value {compression} {i}".encode(), record
            assert ("number", str(i).encode()) in record.headers, record
    assert by_key[None].value == b"no key"
    assert by_key[b"tombstone"].value is None
    assert by_key[b"large"].value == LARGE


def replay():
    first, second = TopicPartition(topic, 0), TopicPartition(topic, 1)
    reader = consumer()
    reader.assign([first, second])
    assert reader.beginning_offsets([first]) == {first: 0}
    assert reader.end_offsets([first, second]) == {first: 100, second: 10}

    values = [record.value for record in take(reader, 110) if record.partition == 0]
    assert values == [f"v{i}".encode() for i in range(100)], values

    reader.seek(first, 50)
    assert take(reader, 50)[0].value == b"v50"

    found = reader.offsets_for_times({first: 1_600_000_070_500})[first]
    assert (found.offset, found.timestamp) == (71, 1_600_000_071_000), found
    assert reader.offsets_for_times({first: 1_700_000_000_000})[first] is None
    reader.seek(first, found.offset)
    assert take(reader, 29)[0].value == b"v71"

    reader.seek_to_beginning()
    reader.pause(first)
    assert {record.partition for record in take(reader, 10)} == {1}
    reader.resume(first)
    assert {record.partition for record in take(reader, 100)} == {0}
    reader.close()


def resume():
    reader = consumer(topic, group_id=group)
    for record in take(reader, int(count)):
        print(f"value={record.value.decode()}", flush=True)
    reader.commit()
    reader.close()


def share():
    reader = consumer(topic, group_id=group, consumer_timeout_ms=float("inf"))
    for record in reader:
        print(f"partition={record.partition} value={record.value.decode()}", flush=True)
        reader.commit({TopicPartition(topic, record.partition): OffsetAndMetadata(record.offset + 1, "")})


{"produce": produce, "consume": consume, "replay": replay, "resume": resume, "share": share}[phase]()
print("ok")
