import { Pool } from 'pg';
import { migrateEventStore } from '@ledger/event-store/postgres/migrate-event-store';
import { PostgresEventStore } from '@ledger/event-store/postgres/postgres-event-store';
import { instant } from '@ledger/kernel/instant';
import { migrate } from '@ledger/postgres/migrate';
import { personalValues } from '@ledger/runner/personal/migrations/0001-personal-values';
import { freshDatabase, type FreshDatabase } from '../../../test/support/postgres';
import { BodyErased } from '../log/body-seal';
import { EventStoreSendingLog } from '../log/event-store-sending-log';
import { keepsLeases } from '../sender/payout-leases.contract';
import { keepsSendings } from '../sender/sending-log.contract';
import { settlingOnce } from '../sender/settling-once';
import type { RequestBody } from '../sending/sending.events';
import type { TransferId } from '../sending/transfer';
import { MemoryPayoutLeases } from '../testing/memory-payout-leases';
import { MemorySendingLog } from '../testing/memory-sending-log';
import { ledgerIdAt } from './ledger-id';
import { sendingDesk } from './migrations/0001-sending-desk';
import { noticesAndReturns } from './migrations/0002-notices-and-returns';
import { railHolds } from './migrations/0003-holds';
import { recoveries } from './migrations/0004-recoveries';
import { onboardings } from './migrations/0006-onboardings';
import { toldSendings } from './migrations/0001-told-sendings';
import { PostgresNoticeInbox } from './postgres-notice-inbox';
import { ELSEWHERE, PostgresRecoveries } from './postgres-recoveries';
import { PostgresRailHolds } from './postgres-rail-holds';
import { PostgresWatchedTransfers } from './postgres-watched-transfers';
import { PostgresBodySeal } from './postgres-body-seal';
import { PostgresPayoutLeases } from './postgres-payout-leases';
import { PostgresToldSendings } from './postgres-told-sendings';
import { PostgresSettledTransfers } from './postgres-settled-transfers';

interface Desk {
  readonly database: FreshDatabase;
  readonly pool: Pool;
  close(): Promise<void>;
}

async function openDesk(): Promise<Desk> {
  const database = await freshDatabase();
  const pool = new Pool({ connectionString: database.connectionString, max: 4 });
  pool.on('error', () => undefined);
  await migrate(pool, [
    personalValues,
    sendingDesk,
    noticesAndReturns,
    railHolds,
    recoveries,
    onboardings,
    toldSendings,
  ]);
  const close = async () => {
    await pool.end();
    await database.drop();
  };
  return { database, pool, close };
}

keepsLeases('memory', (lastMs) =>
  Promise.resolve({ leases: new MemoryPayoutLeases(lastMs), close: () => Promise.resolve() }),
);

keepsLeases('Postgres', async (lastMs) => {
  const { pool, close } = await openDesk();
  return { leases: new PostgresPayoutLeases(pool, lastMs), close };
});

keepsSendings('an event store in Postgres', async () => {
  const { database, pool, close } = await openDesk();
  await migrateEventStore(pool);
  const store = new PostgresEventStore({ connectionString: database.connectionString });
  const log = new EventStoreSendingLog(store, new PostgresBodySeal(pool));
  return {
    log,
    close: async () => {
      await store.close();
      await close();
    },
  };
});

describe('what senders share in Postgres', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());

  const one = { program: 'plixo', payout: 'po-1' };
  const other = { program: 'plixo', payout: 'po-2' };
  const transfer = 'tr_1' as TransferId;

  it('has one id for a ledger, whoever asks first', async () => {
    const ids = await Promise.all([1, 2, 3, 4].map(() => ledgerIdAt(desk.pool, 0n)));
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[0-9a-f]{16}\.1$/);
  });

  it('gives payouts that are made after a restore keys of another epoch, two copies never the same', async () => {
    const first = await ledgerIdAt(desk.pool, 7n);
    const restored = new PostgresRecoveries(desk.pool, null);
    expect(await restored.raise(8n, { by: 'ada', reason: 'restored' })).toBe(2);
    expect(await ledgerIdAt(desk.pool, 7n)).toBe(first);
    const second = await ledgerIdAt(desk.pool, 8n);
    expect(second).toMatch(/^[0-9a-f]{16}\.2-[0-9a-f]{8}$/);
    await restored.goLive('ada', null);
    expect(await restored.raise(20n, { by: 'ada', reason: 'again' })).toBe(3);
    expect(await ledgerIdAt(desk.pool, 19n)).toBe(second);
    expect(await ledgerIdAt(desk.pool, 20n)).toMatch(/\.3-[0-9a-f]{8}$/);
  });

  it('lets nothing leave a restored ledger until it goes live', async () => {
    const restored = new PostgresRecoveries(desk.pool, null);
    expect(await restored.heldBy()).toBeNull();
    await restored.raise(8n, { by: 'ada', reason: 'restored' });
    expect((await restored.heldBy())?.reason).toContain('nothing is sent until ledger recover --go-live');
    expect(await restored.open()).toMatchObject({ epoch: 2, by: 'ada' });
    await restored.goLive('ada', 'the report of today');
    expect(await restored.heldBy()).toBeNull();
    expect(await restored.open()).toBeNull();
  });

  it('lets nothing leave where it lies elsewhere than where it sent last, until a person says that it was moved', async () => {
    expect(await new PostgresRecoveries(desk.pool, '17').heldBy()).toBeNull();
    const copy = new PostgresRecoveries(desk.pool, '18');
    expect(await copy.heldBy()).toBe(ELSEWHERE);
    expect(await new PostgresRecoveries(desk.pool, null).heldBy()).toBeNull();
    await copy.moved({ by: 'ada', reason: 'a new disk' });
    expect(await copy.heldBy()).toBeNull();
    expect(await new PostgresRecoveries(desk.pool, '17').heldBy()).toBe(ELSEWHERE);
    await desk.pool.query(`UPDATE ledger_sending.installation SET lies_at = '1:1:1:1'`);
    expect(await copy.heldBy()).toBe(ELSEWHERE);
  });

  it('lets a transfer settle one payout, as often as it is said', async () => {
    const settled = new PostgresSettledTransfers(desk.pool);
    expect(await settled.claim('stripe', transfer, one)).toBe(true);
    expect(await settled.claim('stripe', transfer, one)).toBe(true);
    expect(await settled.claim('stripe', transfer, other)).toBe(false);
    expect(await settled.claim('paypal', transfer, other)).toBe(true);
  });

  it('holds a rail for one program, until it is released, and keeps who turned it', async () => {
    const holds = new PostgresRailHolds(desk.pool);
    expect(await holds.heldBy('plixo', 'stripe')).toBeNull();
    await holds.hold('plixo', 'stripe', { by: 'ada', reason: 'a wrong rate' });
    expect(await holds.heldBy('plixo', 'stripe')).toEqual({ by: 'ada', reason: 'a wrong rate' });
    expect(await holds.heldBy('plixo', 'paypal')).toBeNull();
    expect(await holds.heldBy('reseller', 'stripe')).toBeNull();
    await holds.release('plixo', 'stripe', { by: 'bob', reason: 'mended' });
    expect(await holds.heldBy('plixo', 'stripe')).toBeNull();
    const { rows } = await desk.pool.query('SELECT by_whom FROM ledger_sending.holds ORDER BY number');
    expect(rows).toEqual([{ by_whom: 'ada' }, { by_whom: 'bob' }]);
  });

  it('keeps a notice once, and lends it to one at a time until it was heeded', async () => {
    const inbox = new PostgresNoticeInbox(desk.pool, 60_000);
    const notice = { id: 'evt_1', type: 'transfer.reversed', object: 'tr_1', account: null };
    await inbox.keep('stripe', notice);
    await inbox.keep('stripe', { ...notice, object: 'tr_2' });
    expect(await inbox.claim('paypal', 5)).toEqual([]);
    expect(await inbox.claim('stripe', 5)).toEqual([notice]);
    expect(await inbox.claim('stripe', 5)).toEqual([]);
    await inbox.heeded('stripe', notice, 'came back');
    await inbox.keep('stripe', notice);
    expect(await inbox.claim('stripe', 5)).toEqual([]);
  });

  it('lends a notice again after its claimant died', async () => {
    const inbox = new PostgresNoticeInbox(desk.pool, 0);
    const notice = { id: 'evt_1', type: 'account.updated', object: 'acct_1', account: 'acct_1' };
    await inbox.keep('stripe', notice);
    expect(await inbox.claim('stripe', 5)).toEqual([notice]);
    expect(await inbox.claim('stripe', 5)).toEqual([notice]);
  });

  it('has each transfer looked at in its time, until it came back', async () => {
    const watched = new PostgresWatchedTransfers(desk.pool);
    await new PostgresSettledTransfers(desk.pool).claim('stripe', transfer, one);
    const known = { transfer, payout: one };
    expect(await watched.toCheck('stripe', 60_000, 5)).toEqual([]);
    await desk.pool.query(`UPDATE ledger_sending.transfers SET checked_at = checked_at - interval '2 minutes'`);
    expect(await watched.toCheck('stripe', 60_000, 5)).toEqual([known]);
    expect(await watched.toCheck('stripe', 60_000, 5)).toEqual([]);
    expect(await watched.settledBy('stripe', transfer)).toEqual(known);
    expect(await watched.settledBy('stripe', 'tr_9' as TransferId)).toBeNull();
    await watched.cameBack('stripe', transfer);
    expect(await watched.settledBy('stripe', transfer)).toBeNull();
    expect(await watched.toCheck('stripe', -1, 5)).toEqual([]);
  });

  it('freezes the second payout that a transfer would settle', async () => {
    const log = new MemorySendingLog();
    const once = settlingOnce(log, 'stripe', new PostgresSettledTransfers(desk.pool));
    const settling = { type: 'SendingSettled', transfer, person: null, at: instant(5) } as const;
    await once.append(one, 0, [settling]);
    await once.append(other, 0, [settling]);
    expect(log.events(one)).toEqual([settling]);
    expect(log.events(other)).toEqual([
      { type: 'SendingFrozen', because: 'transfer_of_another_payout', at: instant(5) },
    ]);
  });

  it('lets one process at a time tell what was sent, from the end of the log on, and again what could not be noted', async () => {
    const told = new PostgresToldSendings(desk.pool);
    const from: bigint[] = [];
    const note = (position: bigint, to: bigint) => Promise.resolve(from.push(position)).then(() => to);
    await told.goOn(7n, (position) => note(position, 7n));
    expect(from).toEqual([]);
    await expect(told.goOn(9n, () => Promise.reject(new Error('no broker')))).rejects.toThrow('no broker');
    await told.goOn(9n, async (position) => {
      expect(await told.goOn(9n, () => note(-1n, 9n))).toBe(false);
      return note(position, 8n);
    });
    expect(await told.goOn(9n, (position) => note(position, 9n))).toBe(true);
    expect(from).toEqual([7n, 8n]);
  });

  it('keeps the bytes of each payout under a key of its own, and loses them with it', async () => {
    const seal = new PostgresBodySeal(desk.pool);
    const body = 'destination=acct_1' as RequestBody;
    const [sealed, again] = [await seal.seal(one, body), await seal.seal(one, body)];
    expect(again.hash).toBe(sealed.hash);
    expect(await seal.open(one, sealed)).toBe(body);
    expect(await seal.open(one, again)).toBe(body);
    await seal.seal(other, body);
    await expect(seal.open(other, sealed)).rejects.toThrow();
    await desk.pool.query(`DELETE FROM personal_data.payout_keys WHERE payout = 'po-1'`);
    await expect(seal.open(one, sealed)).rejects.toThrow(BodyErased);
  });
});
