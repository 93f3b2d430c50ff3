#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Looks at past orders again, on its own and to the end: analysis.py BOOTSTRAP TOPIC [SINCE_MS]"""

import json
import sys

from kafka import KafkaConsumer, TopicPartition

bootstrap, topic = sys.argv[1:3]
since = int(sys.argv[3]) if len(sys.argv) > 3 else None

consumer = KafkaConsumer(bootstrap_servers=bootstrap, value_deserializer=lambda value: json.loads(value))
partitions = [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic))]
consumer.assign(partitions)
ends = consumer.end_offsets(partitions)
if since is None:
    consumer.seek_to_beginning()
else:
    for partition, found in consumer.offsets_for_times({partition: since for partition in partitions}).items():
        consumer.seek(partition, found.offset if found else ends[partition])

while any(consumer.position(partition) < ends[partition] for partition in partitions):
    for messages in consumer.poll(timeout_ms=1000).values():
        for message in messages:
            print(f"partition={message.partition} customer={message.value['customer']} order={message.value['order']};")
consumer.close()
