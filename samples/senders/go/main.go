// How another team's service sends events to the ledger over Kafka: franz-go, and nothing of this project.
//
//	KAFKA_BROKERS=localhost:9092 go run . OUTBOX.ndjson …
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

const limit = time.Minute

// The largest event has 768 KiB.
const maxRowBytes = 1 << 20

// A row of the outbox: the topic of the event's type, the key (the customer or the partner), the CloudEvent as it stands.
type row struct {
	Topic string          `json:"topic"`
	Key   string          `json:"key"`
	Event json.RawMessage `json:"event"`
}

func main() {
	log.SetFlags(0)
	records, err := readRecords(os.Args[1:])
	if err != nil {
		log.Fatal(err)
	}
	// franz-go numbers what it sends and waits for all replicas unless told otherwise: a retry neither loses nor doubles.
	client, err := kgo.NewClient(kgo.SeedBrokers(strings.Split(brokers(), ",")...))
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	if err := client.ProduceSync(ctx, records...).FirstErr(); err != nil {
		log.Fatalf("not all events were acknowledged: send them again: %v", err)
	}
	fmt.Printf("%d events sent\n", len(records))
}

func brokers() string {
	if brokers := os.Getenv("KAFKA_BROKERS"); brokers != "" {
		return brokers
	}
	return "localhost:9092"
}

func readRecords(files []string) ([]*kgo.Record, error) {
	var records []*kgo.Record
	for _, file := range files {
		opened, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer opened.Close()
		lines := bufio.NewScanner(opened)
		lines.Buffer(nil, maxRowBytes)
		for lines.Scan() {
			var read row
			if err := json.Unmarshal(lines.Bytes(), &read); err != nil {
				return nil, fmt.Errorf("%s, line %d: %w", file, len(records)+1, err)
			}
			records = append(records, &kgo.Record{Topic: read.Topic, Key: []byte(read.Key), Value: read.Event, Headers: headers()})
		}
		if err := lines.Err(); err != nil {
			return nil, err
		}
	}
	return records, nil
}

func headers() []kgo.RecordHeader {
	headers := []kgo.RecordHeader{{Key: "content-type", Value: []byte("application/cloudevents+json")}}
	if trace := os.Getenv("TRACEPARENT"); trace != "" {
		headers = append(headers, kgo.RecordHeader{Key: "traceparent", Value: []byte(trace)})
	}
	return headers
}
