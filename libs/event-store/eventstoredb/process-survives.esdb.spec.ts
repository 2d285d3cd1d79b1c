import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  temporaryEventStoreDb,
  type TemporaryEventStoreDb,
} from '../../../test/support/eventstoredb/temporary-event-store-db';
import { APPENDED, event, to } from '../contract/sample-events.contract';
import { NO_STREAM } from '../event-store';
import type { JsonValue } from '@ledger/contracts/json-value';
import { EventStoreDbEventStore } from './eventstoredb-event-store';

// Processes are started and run into time limits here, also on a busy machine.
jest.setTimeout(90_000);

const support = join(__dirname, '..', '..', '..', 'test', 'support');

describe('what ends a process that uses the package as it is, and does not end the ledger', () => {
  let database: TemporaryEventStoreDb;

  beforeEach(async () => {
    database = await temporaryEventStoreDb();
  });

  afterEach(() => database.remove());

  /** Runs the package by itself in a process of its own; resolves to its exit status and what it said. */
  const runPackage = async (trap: string, underWay: () => Promise<void> = () => Promise.resolve()) => {
    const child = fork(
      join(support, 'eventstoredb', 'package-traps.ts'),
      [trap, database.server.url, database.onServer('')],
      {
        execArgv: ['-r', join(support, 'run-typescript.cjs')],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      },
    );
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('message', (message) => void (message === 'under way' && underWay()));
    const [status] = (await once(child, 'close')) as [number];
    return { status, said };
  };

  const open = (onTrouble = () => undefined as void) =>
    new EventStoreDbEventStore({
      ...database.settings({ EVENTSTORE_ANSWER_TIMEOUT_MS: '2000', EVENTSTORE_GIVE_UP_AFTER_MS: '60000' }),
      onTrouble,
    });

  it('is nothing when nothing goes wrong', async () => {
    expect(await runPackage('none')).toEqual({ status: 0, said: '' });
  });

  it('is a second client: it forgets the appends of the first when its own connection ends', async () => {
    await database.server.setFaults({ delayMs: 300 });
    const { status, said } = await runPackage('two clients');
    expect(status).toBe(1);
    expect(said).toMatch(/TypeError: undefined is not iterable[^]*batchAppend/);
    const [store, other] = [open(), open()];
    const appends = [store, other].map((each, nr) => each.append([to(`thing-${nr}`, NO_STREAM, event('a'))]));
    const closed = store.close();
    expect(await Promise.all(appends)).toMatchObject([APPENDED, APPENDED]);
    await Promise.all([closed, other.close()]);
  });

  it('is a connection that breaks under many appends', async () => {
    const { status, said } = await runPackage('queued appends', async () => {
      await database.server.freeze();
      // Time for the package to write until the connection takes no more, which nothing tells.
      await new Promise((resolve) => setTimeout(resolve, 500));
      await database.server.kill();
    });
    expect(status).toBe(1);
    expect(said).toMatch(/ECONNRESET|UNAVAILABLE/);
    await database.server.restart();
    let tellTrouble: () => void = () => undefined;
    const troubled = new Promise<void>((resolve) => (tellTrouble = resolve));
    const store = open(tellTrouble);
    await store.append([to('thing-0', NO_STREAM, event('first'))]);
    await database.server.freeze();
    const text = 'x'.repeat(200_000);
    const appends = Array.from({ length: 60 }, (_, nr) =>
      store.append([to(`many-${nr}`, NO_STREAM, event(String(nr), { text }))]),
    );
    await troubled;
    await database.server.kill();
    await database.server.restart();
    expect(await Promise.all(appends)).toEqual(appends.map(() => expect.objectContaining({ ok: true })));
    await store.close();
  });

  it('is a bigint in the data', async () => {
    const { status, said } = await runPackage('a bigint');
    expect(status).toBe(1);
    expect(said).toMatch(/Do not know how to serialize a BigInt/);
    const store = open();
    const bigint = event('a', { amount: 1n } as unknown as JsonValue);
    await expect(store.append([to('thing-1', NO_STREAM, bigint)])).rejects.toThrow(
      '$["amount"] is a bigint (encode it as a string)',
    );
    await store.close();
  });

  it.each([
    ['an empty type', { ...event('a'), type: '' }],
    ['an id of zeros', { ...event('a'), id: '00000000-0000-0000-0000-000000000000' }],
  ])('is %s: the server answers twice, the second time to nobody', async (trap, refused) => {
    const { status, said } = await runPackage(trap);
    expect(status).toBe(1);
    expect(said).toMatch(/TypeError: [^]*batchAppend/);
    const store = open();
    await expect(store.append([to('thing-1', NO_STREAM, refused)])).rejects.toMatchObject({ code: 'invalid' });
    await store.close();
  });
});
