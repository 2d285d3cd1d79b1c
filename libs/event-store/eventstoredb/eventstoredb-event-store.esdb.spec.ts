import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startEventStoreDb,
  type TestEventStoreDb,
  whichEventStoreDb,
} from '../../../test/support/eventstoredb/start-event-store-db';
import { freshNamespace } from '../../../test/support/eventstoredb/temporary-event-store-db';
import { describeEventStore } from '../event-store.contract';
import { EventStoreDbEventStore } from './eventstoredb-event-store';
import { readEventStoreDbSettings } from './eventstoredb-settings';

const given = process.env['EVENTSTORE_URL'];
const which = given === undefined ? whichEventStoreDb() : 'a real EventStoreDB (EVENTSTORE_URL)';

let dataDir: string;
let server: TestEventStoreDb | undefined;

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
      // Each test has one of its own, so a real server may hold other things.
      EVENTSTORE_NAMESPACE: freshNamespace(),
    });
    const open = () => new EventStoreDbEventStore(settings);
    return Promise.resolve({ store: open(), reopen: () => Promise.resolve(open()) });
  },
});
