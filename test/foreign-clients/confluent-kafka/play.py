"""Plays a script of producers (JSON on stdin, see ../script.ts) with librdkafka; answers where each record went."""
import base64
import json
import os
import sys

from confluent_kafka import Producer

TIMEOUT_S = 30


def main():
    script = json.load(sys.stdin)
    placed = [None] * sum(step["do"] == "send" for step in script["steps"])
    producers = {name: make(name, options) for name, options in script["producers"].items()}
    for producer, options in ((producers[n], o) for n, o in script["producers"].items()):
        if options.get("transactional"):
            producer.init_transactions(TIMEOUT_S)
    sent = 0
    for step in script["steps"]:
        producer = producers[step["producer"]]
        if step["do"] == "begin":
            producer.begin_transaction()
        elif step["do"] == "send":
            send(producer, step, placed, sent)
            sent += 1
        elif step["do"] == "flush":
            producer.flush(TIMEOUT_S)
        elif step["do"] == "commit":
            producer.commit_transaction(TIMEOUT_S)
        else:
            producer.abort_transaction(TIMEOUT_S)
    for producer in producers.values():
        producer.flush(TIMEOUT_S)
    json.dump(placed, sys.stdout)


def make(name, options):
    config = {
        "bootstrap.servers": os.environ["KAFKA_BROKERS"],
        "compression.type": options.get("compression", "none"),
        "linger.ms": 50,
        "message.max.bytes": 1_000_000_000,
        "batch.size": 1_000_000_000 if options.get("oneBatch") else 1_000_000,
    }
    if options.get("transactional"):
        config["transactional.id"] = name
    return Producer(config)


def send(producer, step, placed, index):
    def delivered(error, message):
        placed[index] = str(error) if error else message.offset()

    producer.produce(
        step["topic"],
        bytes_of(step["value"]),
        bytes_of(step["key"]),
        step["partition"],
        headers=[(header["name"], bytes_of(header["value"])) for header in step["headers"]],
        on_delivery=delivered,
    )


def bytes_of(text):
    return None if text is None else base64.b64decode(text)


main()
