// An EventStoreDB for tests, as a process of its own:
//   node -r ./test/support/run-typescript.cjs test/support/eventstoredb/server.ts --port N --data DIR
//     [--user NAME:PASSWORD] [--guest NAME:PASSWORD] [--tls-key FILE --tls-cert FILE] [--leader HOST:PORT]
// With --upstream PORT --upstream-pid PID instead of --data it stands before a real EventStoreDB.
// Started by a test with a channel to it, it tells its port, takes faults, and ends when the test does.
import { parseArgs } from 'node:util';
import { EventLog } from './event-log';
import type { Faults } from './faults';
import { forwardedServices } from './forwarded-services';
import { type AddServices, serveGrpc } from './grpc-server';
import { ownServices } from './own-services';

const text = { type: 'string' } as const;
const OPTIONS = {
  port: text,
  data: text,
  upstream: text,
  'upstream-pid': text,
  user: text,
  guest: text,
  'tls-key': text,
  'tls-cert': text,
  leader: text,
};

async function servicesOf(data: string | undefined, upstream: string | undefined) {
  if (upstream !== undefined) return { services: forwardedServices(Number(upstream)), close: () => Promise.resolve() };
  if (data === undefined) throw new Error('--data is missing: the folder for the events');
  const log = await EventLog.open(data);
  return { services: ownServices(log) satisfies AddServices, close: () => log.close() };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const { user, guest, leader, 'tls-key': keyFile, 'tls-cert': certFile } = values;
  const { services, close } = await servicesOf(values.data, values.upstream);
  const tls = keyFile !== undefined && certFile !== undefined ? { keyFile, certFile } : undefined;
  const serving = [values['upstream-pid'], process.pid].filter((pid) => pid !== undefined).map(Number);
  const killAll = () => serving.forEach((pid) => process.kill(pid, 'SIGKILL'));
  const server = await serveGrpc(services, { port: Number(values.port ?? 0), user, guest, leader, tls, killAll });
  const stop = () =>
    void server
      .stop()
      .then(close)
      .then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
  process.on('message', (changed: Partial<Faults>) => {
    server.faults.set(changed);
    process.send?.({ faultsSet: true });
  });
  process.stdout.write(`EventStoreDB for tests on 127.0.0.1:${server.port}\n`);
  process.send?.({ port: server.port });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
