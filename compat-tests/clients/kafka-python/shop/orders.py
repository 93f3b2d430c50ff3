#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The shop's front: takes orders. orders.py BOOTSTRAP TOPIC FIRST LAST [--without-key]"""

import json
import sys

from kafka import KafkaProducer

bootstrap, topic, first, last = sys.argv[1:5]
keyed = "--without-key" not in sys.argv

producer = KafkaProducer(
    bootstrap_servers=bootstrap,
    key_serializer=lambda key: key and key.encode(),
    value_serializer=lambda value: json.dumps(value).encode(),
    acks="all",
    retries=20,
)
sent = []
for number in range(int(first), int(last) + 1):
    customer = f"customer-{number % 10}"
    order = {"order": number, "customer": customer, "amount": number * 1.5}
    sent.append(producer.send(topic, key=customer if keyed else None, value=order))
    if not keyed:
        producer.flush()  # one batch each, so that they spread
for answer in sent:
    answer.get(timeout=40)  # raises when an order was not taken
print(f"sent {first}..{last}")
