import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventStoreDb, type TestEventStoreDb } from '../../../test/support/eventstoredb/start-event-store-db';
import { describeEventStore } from '../event-store.contract';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { readEventStoreDbSettings } from './eventstoredb-settings';

const given = process.env['EVENTSTORE_URL'];
const which = given === undefined ? 'the EventStoreDB of the tests' : 'a real EventStoreDB (EVENTSTORE_URL)';

let dataDir: string;
let server: TestEventStoreDb | undefined;
/** Each test has a namespace of its own, so a real server may hold other things. */
let opened = 0;
const run = Date.now().toString(36);

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ledger-esdb-'));
  if (given === undefined) server = await startEventStoreDb({ dataDir });
});

afterAll(async () => {
  await server?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

describeEventStore(which, {
  atomicAcrossStreams: false,
  open: () => {
    const settings = readEventStoreDbSettings({
      ...process.env,
      EVENTSTORE_URL: given ?? server?.url,
      EVENTSTORE_NAMESPACE: `t${run}_${++opened}`,
    });
    const open = () => new EventStoreDbEventStore(settings);
    return Promise.resolve({ store: open(), reopen: () => Promise.resolve(open()) });
  },
});
