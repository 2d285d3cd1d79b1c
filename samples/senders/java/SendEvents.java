import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How another team's service sends events to the ledger over Kafka: kafka-clients, and nothing of this project.
 *
 * <pre>
 * mvn --quiet dependency:copy-dependencies
 * KAFKA_BROKERS=localhost:9092 java -cp 'target/dependency/*' SendEvents.java OUTBOX.ndjson …
 * </pre>
 */
public final class SendEvents {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] files) throws Exception {
    List<Future<?>> underWay = new ArrayList<>();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer())) {
      for (String file : files) {
        for (String line : Files.readAllLines(Path.of(file))) {
          if (!line.isBlank()) underWay.add(producer.send(record(JSON.readTree(line))));
        }
      }
      // An event counts as sent once it is acknowledged; until then it stays in the outbox.
      for (Future<?> each : underWay) each.get();
    }
    System.out.printf("%d events sent%n", underWay.size());
  }

  /** Numbered by the producer and acknowledged by all replicas: a retry neither loses nor doubles nor reorders anything. */
  private static Map<String, Object> settings() {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, System.getenv().getOrDefault("KAFKA_BROKERS", "localhost:9092"),
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
        ProducerConfig.ACKS_CONFIG, "all");
  }

  /** One record: the key keeps what belongs together in order, the value is the event, the headers tell type and trace. */
  private static ProducerRecord<String, byte[]> record(JsonNode row) throws Exception {
    byte[] value = JSON.writeValueAsBytes(row.get("event"));
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(row.get("topic").asText(), row.get("key").asText(), value);
    record.headers().add("content-type", "application/cloudevents+json".getBytes());
    String trace = System.getenv("TRACEPARENT");
    if (trace != null) record.headers().add("traceparent", trace.getBytes());
    return record;
  }
}
