import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import * as fc from 'fast-check';
import { inTime } from '@ledger/machine/in-time';
import { Observer, request } from './observed-requests';
import { sharedRealServer } from './real/real-server';
import { startOwnEventStoreDb, type TestEventStoreDb } from './start-event-store-db';

// Hundreds of requests to two servers, also on a busy machine.
jest.setTimeout(300_000);

const RUNS = 60;

describe('the EventStoreDB of the tests and a real one', () => {
  let dataDir: string;
  let own: TestEventStoreDb;
  let clients: readonly [EventStoreDBClient, EventStoreDBClient];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'ledger-esdb-'));
    own = await startOwnEventStoreDb({ dataDir });
    const real = `esdb://127.0.0.1:${sharedRealServer()?.port}?tls=false`;
    clients = [EventStoreDBClient.connectionString(own.url), EventStoreDBClient.connectionString(real)];
  });

  afterAll(async () => {
    // Together: when one goes, the package forgets what the other waits for. Its streams do not always end by themselves.
    const disposed = Promise.all(clients.map((client) => client.dispose()));
    await inTime(disposed, 2_000, () => new Error('streams did not end')).catch(() => undefined);
    await own.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('give the same answers to the same requests', async () => {
    let observed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 10, maxLength: 40 }), async (requests) => {
        const [one, other] = await Observer.pair(clients);
        for (const each of requests) {
          const [left, right] = await Promise.all([one.observe(each), other.observe(each)]);
          expect({ request: each, answer: left }).toEqual({ request: each, answer: right });
          observed++;
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    process.stderr.write(`${observed} requests answered alike by the EventStoreDB of the tests and a real one\n`);
  });
});
