"""How another team's service sends events to the ledger over Kafka: confluent-kafka, and nothing of this project.

    pip install --requirement requirements.txt
    KAFKA_BROKERS=localhost:9092 python send_events.py OUTBOX.ndjson …
"""
import json
import os
import sys

from confluent_kafka import Producer

TIMEOUT_S = 60


def main(files):
    # Numbered by the producer and acknowledged by all replicas: a retry neither loses nor doubles nor reorders anything.
    producer = Producer(
        {
            "bootstrap.servers": os.environ.get("KAFKA_BROKERS", "localhost:9092"),
            "enable.idempotence": True,
            "acks": "all",
            "partitioner": "murmur2_random",
            "allow.auto.create.topics": False,
        }
    )
    sent, refused = 0, []

    def delivered(error, message):
        if error:
            refused.append(f"{message.topic()} {message.key()!r}: {error}")

    for row in rows_of(files):
        producer.produce(row["topic"], value_of(row), row["key"], headers=headers(), on_delivery=delivered)
        producer.poll(0)
        sent += 1
    waiting = producer.flush(TIMEOUT_S)
    if refused or waiting:
        sys.exit("\n".join(refused) or f"{waiting} events were not acknowledged within {TIMEOUT_S} s: send them again")
    print(f"{sent} events sent")


def rows_of(files):
    for file in files:
        with open(file, encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def value_of(row):
    # As UTF-8, numbers as they are: amounts are integers, rates are texts.
    return json.dumps(row["event"], ensure_ascii=False, separators=(",", ":")).encode()


def headers():
    trace = os.environ.get("TRACEPARENT")
    return {"content-type": "application/cloudevents+json", **({"traceparent": trace} if trace else {})}


main(sys.argv[1:])
