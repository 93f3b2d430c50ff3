#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""confluent-kafka as a client of the broker: client.py PHASE BOOTSTRAP TOPIC [GROUP [COUNT]]; the phases are in ../README.md."""

import sys
import time

from confluent_kafka import Consumer, KafkaException, Producer, TopicPartition

COMPRESSIONS = ["none", "gzip", "snappy", "lz4", "zstd"]
LARGE = b"x" * 2_000_000
TIMEOUT_S = 40

phase, bootstrap, topic, group, count = (sys.argv[1:] + ["", ""])[:5]


def consumer(group_id):
    return Consumer(
        {
            "bootstrap.servers": bootstrap,
            "group.id": group_id,
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
            "session.timeout.ms": 6000,
            "heartbeat.interval.ms": 500,
            "log_level": 0,
        }
    )


def take(source, number):
    records = []
    deadline = time.monotonic() + TIMEOUT_S
    while len(records) < number:
        assert time.monotonic() < deadline, f"only {len(records)} of {number} records within {TIMEOUT_S} s"
        message = source.poll(0.1)
        if message is None:
            continue
        if message.error():
            raise KafkaException(message.error())
        records.append(message)
    return records


def produce():
    acknowledged = []

    def answered(error, message):
        assert error is None, error
        acknowledged.append(message.offset())

    for compression in COMPRESSIONS:
        producer = Producer(
            {
                "bootstrap.servers": bootstrap,
                "compression.type": compression,
                "linger.ms": 20,
                "enable.idempotence": True,
                "message.max.bytes": 4_000_000,
                "log_level": 0,
            }
        )
        for i in range(20):
            producer.produce(
                topic,
                key=f"{compression}-{i}",
                value=f"value {compression} {i}",
                headers=[("client", b"confluent-kafka"), ("number", str(i).encode())],
                on_delivery=answered,
            )
        if compression == "none":
            producer.produce(topic, value="no key", on_delivery=answered)
            producer.produce(topic, key="tombstone", value=None, on_delivery=answered)
            producer.produce(topic, key="large", value=LARGE, on_delivery=answered)
        assert producer.flush(30) == 0
    assert len(acknowledged) == 103, acknowledged


def consume():
    reader = consumer(group)
    reader.subscribe([topic])
    records = take(reader, 103)
    reader.commit(asynchronous=False)
    reader.close()
    by_key = {record.key(): record for record in records}
    for compression in COMPRESSIONS:
        for i in range(20):
            record = by_key[f"{compression}-{i}".encode()]
            assert record.value() == f"value {compression} {i}".encode(), record.value()
            assert ("number", str(i).encode()) in record.headers(), record.headers()
    assert by_key[None].value() == b"no key"
    assert by_key[b"tombstone"].value() is None
    assert by_key[b"large"].value() == LARGE


def replay():
    reader = consumer(group)
    first, second = TopicPartition(topic, 0, 0), TopicPartition(topic, 1, 0)
    assert reader.get_watermark_offsets(TopicPartition(topic, 0), timeout=20) == (0, 100)
    reader.assign([first, second])
    values = [record.value() for record in take(reader, 110) if record.partition() == 0]
    assert values == [f"v{i}".encode() for i in range(100)], values

    reader.seek(TopicPartition(topic, 0, 50))
    assert take(reader, 50)[0].value() == b"v50"

    found = reader.offsets_for_times([TopicPartition(topic, 0, 1_600_000_070_500)], timeout=20)[0]
    assert found.offset == 71, found
    reader.seek(found)
    assert take(reader, 29)[0].value() == b"v71"

    reader.pause([first])
    reader.seek(TopicPartition(topic, 1, 0))
    assert {record.partition() for record in take(reader, 10)} == {1}
    reader.seek(TopicPartition(topic, 0, 0))
    reader.resume([first])
    assert {record.partition() for record in take(reader, 100)} == {0}
    reader.close()


def resume():
    reader = consumer(group)
    reader.subscribe([topic])
    for record in take(reader, int(count)):
        print(f"value={record.value().decode()}", flush=True)
    reader.commit(asynchronous=False)
    reader.close()


def share():
    reader = consumer(group)
    reader.subscribe([topic])
    while True:
        message = reader.poll(0.5)
        if message is not None and not message.error():
            print(f"partition={message.partition()} value={message.value().decode()}", flush=True)
            reader.commit(message, asynchronous=False)


{"produce": produce, "consume": consume, "replay": replay, "resume": resume, "share": share}[phase]()
print("ok")
