import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startKafka, type LocalKafka } from './start-kafka';

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
  let wanted = true;
  let broker: LocalKafka | undefined;
  const end = (): void => {
    wanted = false;
    void broker?.stop();
  };
  process.once('SIGINT', end).once('SIGTERM', end);

  broker = await startKafka({ dataDir: resolve(values.data ?? '.data/kafka'), port: portOf(values.port ?? '9092') });
  if (!wanted) {
    await broker.stop();
    return;
  }
  process.stdout.write(`Kafka answers at ${broker.brokers.join(',')}: KAFKA_BROKERS=${broker.brokers.join(',')}\n`);
  process.stdout.write(`its log: ${broker.logFile}; stop it with Ctrl-C\n`);
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`--port ${text}: a port is a whole number from 1 to 65535`);
  }
  return port;
}
