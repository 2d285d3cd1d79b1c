import { Client } from 'pg';
import { freshEventStore } from '../../../test/support/event-store';
import { all, event, idOf, to } from '../contract/sample-events.contract';
import { NO_STREAM } from '../event-store';
import { canonicalEvent, chainHash } from '../chain-hash';
import { verifyChains } from '../verify-chain';
import { PostgresEventStore } from './postgres-event-store';

const HASH_BY_HAND = 'ab'.repeat(32);

/** An append by hand, so that its transaction can be held open. */
const APPEND_BY_HAND = `SELECT outcome FROM ledger_events.append(
  '{slow-1}', '{-1}', '{NULL}', '{1}', '{slow-1}', '{0}', '{${idOf('slow')}}', '{slow.v1}', '{"{}"}', '{"{}"}',
  '{${HASH_BY_HAND}}', false)`;

describe('positions on Postgres are given in the order of the commits', () => {
  let database: Awaited<ReturnType<typeof freshEventStore>>;
  let store: PostgresEventStore;
  let slow: Client;

  beforeEach(async () => {
    database = await freshEventStore();
    store = new PostgresEventStore({ connectionString: database.connectionString });
    slow = new Client({ connectionString: database.connectionString });
    await slow.connect();
  });

  afterEach(async () => {
    await slow.end();
    await store.close();
    await database.drop();
  });

  /** Resolves when another session waits for the lock of the append. */
  const untilSomeoneWaits = async () => {
    for (;;) {
      const { rowCount } = await database.owner.query(
        `SELECT FROM pg_locks WHERE relation = 'ledger_events.append_lock'::regclass AND NOT granted`,
      );
      if (rowCount !== 0) return;
    }
  };

  it('makes others wait for a slow transaction, so that no reader passes it by', async () => {
    await store.append([to('thing-1', NO_STREAM, event('before'))]);
    const seen: bigint[] = [];
    const stop = new AbortController();
    const following = store.subscribe(
      0n,
      'all',
      (events) => {
        seen.push(...events.map(({ position }) => position));
        if (seen.length === 3) stop.abort();
        return Promise.resolve();
      },
      stop.signal,
    );
    await slow.query('BEGIN');
    await slow.query(APPEND_BY_HAND);
    const fast = store.append([to('thing-2', NO_STREAM, event('fast'))]);
    await untilSomeoneWaits();
    expect(await all(store.readAll(0n, 'all'))).toHaveLength(1);
    await slow.query('COMMIT');
    expect(await fast).toEqual({ ok: true, position: 3n, duplicate: false });
    await following;
    expect(seen).toEqual([1n, 2n, 3n]);
  });

  it('leaves no gap when a transaction is given up', async () => {
    await slow.query('BEGIN');
    await slow.query(APPEND_BY_HAND);
    const waiting = store.append([to('thing-1', NO_STREAM, event('a'))]);
    await untilSomeoneWaits();
    await slow.query('ROLLBACK');
    expect(await waiting).toEqual({ ok: true, position: 1n, duplicate: false });
    expect(await store.lastPosition()).toBe(1n);
  });

  it('chains an event to one that was committed while its append waited', async () => {
    await slow.query('BEGIN');
    await slow.query(APPEND_BY_HAND);
    const next = event('next');
    const waiting = store.append([to('slow-1', 0n, next)]);
    await untilSomeoneWaits();
    await slow.query('COMMIT');
    expect(await waiting).toEqual({ ok: true, position: 2n, duplicate: false });
    const [, last] = await all(store.read('slow-1', 0n));
    expect(last?.hash).toBe(chainHash(HASH_BY_HAND, 'slow-1', 1n, canonicalEvent(next)));
  });

  it('has no gaps and loses nothing under many appenders and conflicts', async () => {
    const stores = Array.from(
      { length: 4 },
      () => new PostgresEventStore({ connectionString: database.connectionString }),
    );
    const appended = await Promise.all(
      stores.map(async (writer, nr) => {
        let count = 0;
        for (let i = 0; i < 40; i++) {
          const revision = (await writer.heads(['shared-1'])).get('shared-1')?.revision ?? NO_STREAM;
          const own = to(`own-${nr}`, BigInt(count) - 1n, event(`own/${nr}/${i}`));
          const result = await writer.append([own, to('shared-1', revision, event(`shared/${nr}/${i}`))]);
          if (result.ok) count++;
        }
        return count;
      }),
    );
    const events = await all(store.readAll(0n, 'all'));
    const succeeded = appended.reduce((a, b) => a + b, 0);
    expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => BigInt(index + 1)));
    expect(events).toHaveLength(2 * succeeded);
    expect(await verifyChains(store.readAll(0n, 'all'))).toEqual({ ok: true, events: 2 * succeeded });
    await Promise.all(stores.map((each) => each.close()));
  });

  it('refuses an isolation in which it could not see what was committed before it', async () => {
    await slow.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
    await expect(slow.query(APPEND_BY_HAND)).rejects.toThrow('READ COMMITTED only');
  });
});
