// Plays a script of producers (JSON on stdin, see ../script.ts) with franz-go; answers where each record went.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

type options struct {
	Transactional bool
	Compression   string
	OneBatch      bool
}

type step struct {
	Do        string
	Producer  string
	Topic     string
	Partition int32
	Key       []byte
	Value     []byte
	Headers   []header
}

type header struct {
	Name  string
	Value []byte
}

type script struct {
	Producers map[string]options
	Steps     []step
}

func main() {
	if err := play(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func play() error {
	var given script
	if err := json.NewDecoder(os.Stdin).Decode(&given); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	producers := map[string]*kgo.Client{}
	for name, wanted := range given.Producers {
		client, err := connect(name, wanted)
		if err != nil {
			return err
		}
		defer client.Close()
		producers[name] = client
	}
	placed := []any{}
	for _, next := range given.Steps {
		if err := take(ctx, producers[next.Producer], next, &placed); err != nil {
			return fmt.Errorf("%s of %s: %w", next.Do, next.Producer, err)
		}
	}
	for _, client := range producers {
		if err := client.Flush(ctx); err != nil {
			return err
		}
	}
	return json.NewEncoder(os.Stdout).Encode(placed)
}

func connect(name string, wanted options) (*kgo.Client, error) {
	codecs := map[string]kgo.CompressionCodec{
		"": kgo.NoCompression(), "none": kgo.NoCompression(), "gzip": kgo.GzipCompression(),
		"snappy": kgo.SnappyCompression(), "lz4": kgo.Lz4Compression(), "zstd": kgo.ZstdCompression(),
	}
	given := []kgo.Opt{
		kgo.SeedBrokers(strings.Split(os.Getenv("KAFKA_BROKERS"), ",")...),
		kgo.RecordPartitioner(kgo.ManualPartitioner()),
		kgo.ProducerBatchCompression(codecs[wanted.Compression]),
		kgo.ProducerLinger(50 * time.Millisecond),
	}
	if wanted.OneBatch {
		given = append(given, kgo.ProducerBatchMaxBytes(90_000_000))
	}
	if wanted.Transactional {
		given = append(given, kgo.TransactionalID(name))
	}
	return kgo.NewClient(given...)
}

func take(ctx context.Context, client *kgo.Client, next step, placed *[]any) error {
	switch next.Do {
	case "begin":
		return client.BeginTransaction()
	case "flush":
		return client.Flush(ctx)
	case "commit", "abort":
		if err := client.Flush(ctx); err != nil {
			return err
		}
		return client.EndTransaction(ctx, kgo.TransactionEndTry(next.Do == "commit"))
	}
	record := &kgo.Record{Topic: next.Topic, Partition: next.Partition, Key: next.Key, Value: next.Value}
	for _, each := range next.Headers {
		record.Headers = append(record.Headers, kgo.RecordHeader{Key: each.Name, Value: each.Value})
	}
	index := len(*placed)
	*placed = append(*placed, nil)
	client.Produce(ctx, record, func(_ *kgo.Record, err error) {
		if err != nil {
			(*placed)[index] = err.Error()
		} else {
			(*placed)[index] = record.Offset
		}
	})
	return nil
}
