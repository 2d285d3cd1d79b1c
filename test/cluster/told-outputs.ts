import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Kafka, logLevel } from 'kafkajs';

/** The outputs that came to somebody, such as `payout.sent of po-1`. */
export interface ToldOutputs {
  readonly told: readonly string[];
  close(): Promise<void>;
}

/** Takes webhooks at an address of its own. */
export async function webhookReceiver(): Promise<ToldOutputs & { readonly url: string }> {
  const told: string[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      told.push(nameOf(Buffer.concat(pieces)));
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { told, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`, close };
}

/** Reads a public topic from its beginning, as other people would. */
export async function readerOf(topic: string, brokers: readonly string[]): Promise<ToldOutputs> {
  const told: string[] = [];
  const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `reader-${topic}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachMessage: ({ message: { value } }) => {
      if (value !== null) told.push(nameOf(value));
      return Promise.resolve();
    },
  });
  return { told, close: () => consumer.disconnect() };
}

function nameOf(text: Buffer): string {
  const { type, data } = JSON.parse(text.toString('utf8')) as {
    type: string;
    data?: { payout?: string; partner?: string };
  };
  return `${type} of ${data?.partner ?? 'nobody'}`;
}
