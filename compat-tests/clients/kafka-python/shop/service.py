#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A service of the shop: processes orders until it is stopped. service.py BOOTSTRAP TOPIC SERVICE"""

import json
import signal
import sys

from kafka import KafkaConsumer

bootstrap, topic, service = sys.argv[1:4]


def stop(signal_number, frame):
    raise SystemExit


signal.signal(signal.SIGTERM, stop)

consumer = KafkaConsumer(
    topic,
    bootstrap_servers=bootstrap,
    group_id=service,
    auto_offset_reset="earliest",
    enable_auto_commit=False,
    session_timeout_ms=6000,
    heartbeat_interval_ms=500,
    value_deserializer=lambda value: json.loads(value),
)
try:
    for message in consumer:
        order = message.value
        print(f"{service} partition={message.partition} customer={order['customer']} order={order['order']};", flush=True)
        consumer.commit()
finally:
    consumer.close(autocommit=False)
