import { startEmbeddedPostgres } from '@ledger/hosting/local-servers/postgres/start-embedded-postgres';

/** A process of the tests: starts the server on the folder of its argument, tells how to reach it, stops when told. */
async function main(): Promise<void> {
  const server = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', settings: { fsync: 'off' } });
  process.once('message', () => void server.stop().then(() => process.disconnect()));
  process.send?.({ connectionString: server.connectionString });
}

void main();
