import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../process/user-error';
import { rememberEnvironment, rememberEventStore, withRemembered } from './remembered-environment';

let dataDir: string;
beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), 'ledger-remembered-'))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const inEventStoreDb = { LEDGER_EVENT_STORE: 'eventstoredb', EVENTSTORE_URL: 'esdb://127.0.0.1:2113?tls=false' };

describe('a data folder', () => {
  it('that was never used remembers nothing: what is asked for counts', async () => {
    expect(await withRemembered(dataDir, {})).toEqual({});
    expect(await withRemembered(dataDir, inEventStoreDb)).toEqual(inEventStoreDb);
  });

  it('remembers its event store and where that is, also where the variable is empty', async () => {
    await rememberEnvironment(dataDir, { ...inEventStoreDb, PATH: '/bin' });
    expect(await withRemembered(dataDir, {})).toEqual(inEventStoreDb);
    expect(await withRemembered(dataDir, { LEDGER_EVENT_STORE: '' })).toEqual(inEventStoreDb);
  });

  it('takes its own event store by name, at another address', async () => {
    await rememberEnvironment(dataDir, inEventStoreDb);
    const moved = { ...inEventStoreDb, EVENTSTORE_URL: 'esdb://elsewhere:2113' };
    expect(await withRemembered(dataDir, moved)).toEqual(moved);
  });

  it.each([
    ['postgres', 'eventstoredb'],
    ['eventstoredb', 'postgres'],
  ] as const)('that was begun with %s refuses %s', async (begunWith, asked) => {
    await rememberEventStore(dataDir, begunWith);
    const refused = withRemembered(dataDir, { LEDGER_EVENT_STORE: asked });
    await expect(refused).rejects.toThrow(UserError);
    await expect(refused).rejects.toThrow(
      `the ledger in ${dataDir} was begun with its log in ${begunWith}, not in ${asked}: leave --event-store and LEDGER_EVENT_STORE out, or name another folder with --data`,
    );
  });

  it('keeps what it remembers besides when its event store is told', async () => {
    await rememberEnvironment(dataDir, { LEDGER_TERMS: 'a.yaml' });
    await rememberEventStore(dataDir, 'postgres');
    expect(await withRemembered(dataDir, {})).toEqual({ LEDGER_TERMS: 'a.yaml', LEDGER_EVENT_STORE: 'postgres' });
  });
});
