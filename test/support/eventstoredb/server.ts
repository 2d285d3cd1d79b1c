// An EventStoreDB for tests, as a process of its own:
//   node -r ./test/support/run-typescript.cjs test/support/eventstoredb/server.ts --port N --data DIR
//     [--user NAME:PASSWORD] [--tls-key FILE --tls-cert FILE] [--leader HOST:PORT]
// Started by a test with a channel to it, it tells its port, takes faults, and ends when the test does.
import { parseArgs } from 'node:util';
import { EventLog } from './event-log';
import type { Faults } from './faults';
import { serveGrpc } from './grpc-server';

const text = { type: 'string' } as const;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: text, data: text, user: text, 'tls-key': text, 'tls-cert': text, leader: text },
  });
  const { data, user, leader, 'tls-key': keyFile, 'tls-cert': certFile } = values;
  if (data === undefined) throw new Error('--data is missing: the folder for the events');
  const log = await EventLog.open(data);
  const tls = keyFile !== undefined && certFile !== undefined ? { keyFile, certFile } : undefined;
  const server = await serveGrpc(log, { port: Number(values.port ?? 0), user, leader, tls });
  const stop = () =>
    void server
      .stop()
      .then(() => log.close())
      .then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
  process.on('message', (changed: Partial<Faults>) => {
    server.faults.set(changed);
    process.send?.({ faultsSet: true });
  });
  process.stdout.write(`EventStoreDB for tests on 127.0.0.1:${server.port}, ${log.durableCount} events in ${data}\n`);
  process.send?.({ port: server.port });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
