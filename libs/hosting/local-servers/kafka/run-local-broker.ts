import { resolve as resolvePath } from 'node:path';
import { parseArgs } from 'node:util';
import { startKafka } from './start-kafka';

const HELP = `npm run infra:kafka [-- --data DIR] [--port N]

Runs one Apache Kafka broker on 127.0.0.1 until Ctrl-C.
  --data DIR   where it keeps its data (default .data/kafka)
  --port N     the port for clients (default 9092)
`;

/** The command \`npm run infra:kafka\`: prints the broker's address when it answers, ends it on Ctrl-C or SIGTERM. */
export async function runLocalBroker(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return;
  }
  const ended = new Promise<void>((resolve) => {
    // Under npm Ctrl-C comes twice: repeats are ignored.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
  const dataDir = resolvePath(values.data ?? '.data/kafka');
  const broker = await startKafka({ dataDir, port: portOf(values.port ?? '9092') });
  process.stdout.write(`Kafka answers at ${broker.brokers.join(',')}: KAFKA_BROKERS=${broker.brokers.join(',')}\n`);
  process.stdout.write(`its log: ${broker.logFile}; stop it with Ctrl-C\n`);
  await ended;
  await broker.stop();
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`--port ${text}: a port is a whole number from 1 to 65535`);
  }
  return port;
}
