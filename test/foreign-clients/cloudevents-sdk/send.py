"""Sends events (JSON on stdin) as the CloudEvents SDK writes them, each in every way; answers what HTTP said and Kafka did."""
import json
import os
import sys
import urllib.request
from datetime import datetime

from cloudevents.core.bindings import http, kafka
from cloudevents.core.v1.event import CloudEvent
from cloudevents.v1.http import CloudEvent as EarlierEvent
from cloudevents.v1.http import to_binary as earlier_to_binary
from cloudevents.v1.http import to_structured as earlier_to_structured
from confluent_kafka import Producer

TIMEOUT_S = 30


def main():
    asked = json.load(sys.stdin)
    answers = {way: [post(asked, message(event)) for event in asked["events"]] for way, message in HTTP.items()}
    offsets = {way: [produce(asked, message(event)) for event in asked["events"]] for way, message in KAFKA.items()}
    json.dump({"http": answers, "kafka": offsets}, sys.stdout)


def attributes_of(event, way):
    """The SDK makes the texts of times itself, with microseconds; each way has ids of its own."""
    attributes = {name: value for name, value in event.items() if name != "data"}
    return {**attributes, "id": f"{event['id']} {way}", "time": datetime.fromisoformat(event["time"])}


def modern(event, way):
    return CloudEvent(attributes_of(event, way), event["data"])


def earlier(event, way):
    attributes = attributes_of(event, way)
    return EarlierEvent({**attributes, "time": attributes["time"].isoformat()}, event["data"])


def pair(message):
    return message.headers, message.body


HTTP = {
    "structured": lambda event: pair(http.to_structured_event(modern(event, "structured"))),
    "binary": lambda event: pair(http.to_binary_event(modern(event, "binary"))),
    "structured of 1.x": lambda event: earlier_to_structured(earlier(event, "structured of 1.x")),
    "binary of 1.x": lambda event: earlier_to_binary(earlier(event, "binary of 1.x")),
}

KAFKA = {
    "kafka structured": lambda event: kafka.to_structured_event(modern(event, "kafka structured")),
    "kafka binary": lambda event: kafka.to_binary_event(modern(event, "kafka binary")),
}


def post(asked, message):
    headers, body = message
    data = body if isinstance(body, bytes) else body.encode()
    sent = urllib.request.Request(
        f"{asked['url']}/v1/events", data, {**headers, "Authorization": f"Bearer {asked['token']}"}
    )
    try:
        with urllib.request.urlopen(sent, timeout=TIMEOUT_S) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        return json.load(refused)


def produce(asked, message):
    placed = []
    producer = Producer({"bootstrap.servers": os.environ["KAFKA_BROKERS"], "linger.ms": 0})
    producer.produce(
        asked["topic"],
        message.value,
        message.key,
        headers=[(name, value) for name, value in message.headers.items()],
        on_delivery=lambda error, record: placed.append(str(error) if error else record.offset()),
    )
    producer.flush(TIMEOUT_S)
    return placed[0]


main()
