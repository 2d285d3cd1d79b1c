import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { intakeRecord } from '../service/intake-record';
import { IdempotentProducer } from '@ledger/messaging/idempotent-producer';
import { createKafka } from '@ledger/messaging/kafka-client';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import type { KafkaSettings } from '@ledger/messaging/kafka-settings';
import { sampleFiles } from './sample-files';
import { readJsonLines } from '../input/read-json-lines';

const CHUNK = 500;

/**
 * Feeds the sample years through Kafka, in the order of their lines, each line under its file and number: so feeding
 * them again, after a start that was cut off, changes nothing. Answers how many lines it sent; 0: they were fed before.
 */
export async function feedSamples(dataDir: string, settings: KafkaSettings): Promise<number> {
  const marker = join(dataDir, 'samples-fed');
  if ((await readFile(marker, 'utf8').catch(() => null)) !== null) return 0;
  const producer = new IdempotentProducer({
    kafka: createKafka(settings, silentKafkaLog),
    settings,
    log: silentKafkaLog,
  });
  await producer.connect();
  let sent = 0;
  try {
    for (const { path, name } of sampleFiles()) {
      let chunk = [];
      for await (const { value, lineNumber } of readJsonLines(path)) {
        const origin = { place: `file:${name}`, index: lineNumber };
        chunk.push(intakeRecord({ text: JSON.stringify(value), value, origin, replyTo: null }));
        sent += 1;
        if (chunk.length === CHUNK) await producer.send(chunk.splice(0));
      }
      await producer.send(chunk);
      chunk = [];
    }
  } finally {
    await producer.close();
  }
  await writeFile(marker, `${sent} lines\n`);
  return sent;
}
