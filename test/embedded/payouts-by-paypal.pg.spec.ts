import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { instant } from '@ledger/kernel/instant';
import { PayPalSimulator } from '@ledger/rails/simulator/paypal-simulator';
import type { Course } from '@ledger/rails/simulator/simulated-paypal';
import { freshDatabase } from '../support/postgres';
import { waitUntil } from '../support/wait-until';
import { adminToken, LedgerProcess, ledgerPlace, runLedger, type LedgerPlace } from './ledger-process';

jest.setTimeout(120_000);

const PARTNERS = ['p', 'q', 'r'];
const FIRST_DAY = Date.UTC(2026, 0, 1, 10);
const DAY_MINUTES = 1_440;
const PENDING: Course = { status: 'PENDING' };
const PAID: readonly Course[] = [PENDING, { status: 'PROCESSING' }, { status: 'SUCCESS' }];

/** A fact of odoopbx, so many minutes after the first. */
function fact(type: string, minute: number, data: object): object {
  const time = new Date(FIRST_DAY + minute * 60_000).toISOString();
  return { specversion: '1.0', id: randomUUID(), source: 'test', type, time, program: 'odoopbx', data };
}

const emailOf = (partner: string) => `${partner}@example.org`;

/** By which a run decides a payout for each partner. */
function facts(): object[] {
  return [
    ...PARTNERS.flatMap((partner) => [
      fact('partner.applied', 0, { partner, type: 'partner' }),
      fact('partner.approved', 0, { partner }),
      fact('partner.payout_method_set', 0, { partner, rail: 'paypal', account: emailOf(partner) }),
      fact('adjustment.posted', 0, {
        adjustment: `bonus of ${partner}`,
        partner,
        currency: 'EUR',
        amount: 25_000,
        by: 'finance',
        reason: 'bonus',
      }),
    ]),
    fact('clock.advanced', DAY_MINUTES, {}),
  ];
}

describe('payouts by PayPal, sent by a ledger in a process of its own', () => {
  let place: LedgerPlace;
  let token: string;
  let pool: Pool;
  let paypal: PayPalSimulator;
  let environment: Record<string, string>;
  /** What becomes of an item, by whom it is for. */
  const courses = new Map<string, readonly Course[]>();

  beforeEach(async () => {
    place = await ledgerPlace(await freshDatabase());
    token = await adminToken(place);
    pool = new Pool({ connectionString: place.connectionString });
    pool.on('error', () => undefined);
    courses.clear();
    const courseOf = (receiver: string) => courses.get(receiver) ?? PAID;
    paypal = new PayPalSimulator(() => instant(Date.now()), { balanceAtFirst: 10_000_000, courseOf });
    environment = {
      PAYPAL_CLIENT_ID: 'app',
      PAYPAL_CLIENT_SECRET: 'secret',
      PAYPAL_API_BASE: await paypal.listen(),
    };
  });
  afterEach(async () => {
    await paypal.close();
    await pool.end();
    await place.remove();
  });

  const send = async (ledger: LedgerProcess, events: readonly object[]) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    const body = events.map((event) => JSON.stringify(event)).join('\n');
    const response = await fetch(`${await ledger.url()}/v1/events`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  };
  const recorded = async (type: string): Promise<Record<string, unknown>[]> => {
    const { rows } = await pool.query<{ data: Record<string, unknown> }>(
      `SELECT data FROM ledger_events.events WHERE type LIKE $1 || '.v%' ORDER BY position`,
      [type],
    );
    return rows.map(({ data }) => data);
  };
  const become = (type: string, count: number) =>
    waitUntil(`${count} of ${type}`, async () => (await recorded(type)).length === count, 60_000);

  /** Connected, with a run that decided three payouts. */
  async function connectAndRun(ledger: LedgerProcess): Promise<void> {
    const connected = await runLedger(['rails', 'connect', 'paypal', '--program', 'odoopbx'], place);
    expect(connected.stdout).toContain('paypal is connected to odoopbx');
    await send(ledger, facts());
  }
  const ordered = () => paypal.books.batches.map(({ receiver, amount }) => [receiver, amount.value]).sort();
  const onceEach = PARTNERS.map((partner) => [emailOf(partner), '250.00']);

  it('are paid once each, with what PayPal really took, and the log names no receiver', async () => {
    const ledger = await LedgerProcess.start(place, environment);
    await connectAndRun(ledger);
    await become('PayoutSettled', 3);
    expect(ordered()).toEqual(onceEach);
    expect(await recorded('PayoutSettled')).toContainEqual(expect.objectContaining({ feeVarianceMinor: '25' }));
    expect((await runLedger(['payouts', 'list'], place)).stdout).toContain('no payout is under way');
    await ledger.interrupt();
    expect((await runLedger(['verify'], place)).status).toBe(0);
    const { rows } = await pool.query(`SELECT FROM ledger_events.events WHERE data::text LIKE '%example.org%'`);
    expect(rows).toEqual([]);
  });

  it('fail, come back unclaimed, or are returned after they were paid: each once', async () => {
    courses.set(emailOf('p'), [PENDING, { status: 'FAILED', error: 'RECEIVER_ACCOUNT_LOCKED' }]);
    courses.set(emailOf('q'), [PENDING, { status: 'UNCLAIMED' }, { status: 'RETURNED' }]);
    courses.set(emailOf('r'), [PENDING, { status: 'SUCCESS' }, { status: 'REVERSED' }]);
    const ledger = await LedgerProcess.start(place, environment);
    await connectAndRun(ledger);
    await become('PayoutFailed', 2);
    await become('PayoutReturned', 1);
    const codes = (await recorded('SendingFailed')).map(({ code }) => code);
    expect(codes.sort()).toEqual(['RECEIVER_ACCOUNT_LOCKED', 'RETURNED']);
    expect(ordered()).toEqual(onceEach);
    await ledger.interrupt();
  });

  it('are looked at again when PayPal says so, by an event that PayPal knows as its own, each once', async () => {
    const ledger = await LedgerProcess.start(place, { ...environment, PAYPAL_WEBHOOK_ID: 'WEBHOOK1' });
    await connectAndRun(ledger);
    await become('PayoutSettled', 3);
    const to = { url: `${await ledger.url()}/webhooks/paypal`, id: 'WEBHOOK1' };
    const [paid] = paypal.books.batches;
    const tell = async (webhookId: string) => {
      const { body, headers } = paypal.webhooks.eventOf(paid!, webhookId)!;
      return (await fetch(to.url, { method: 'POST', headers: headers as Record<string, string>, body })).status;
    };
    expect(await tell('WEBHOOK2')).toBe(400);
    expect(await tell(to.id)).toBe(200);
    paypal.webhooks.to = to;
    courses.set(paid!.receiver, [{ status: 'RETURNED' }]);
    paypal.books.become(paid!.item, { status: 'RETURNED' });
    await become('PayoutReturned', 1);
    const heeded = `SELECT outcome FROM ledger_sending.notices WHERE heeded_at IS NOT NULL ORDER BY received_at`;
    await waitUntil('both are heeded', async () => (await pool.query(heeded)).rowCount === 2);
    await ledger.interrupt();
  });

  it.each([
    ['before a request is announced', 'payout-to-be-announced'],
    ['after it was announced, before it leaves', 'payout-announced'],
    ['after it left, before its answer is recorded', 'payout-posted'],
    ['after its answer is recorded', 'payout-answer-recorded'],
  ])('are paid once each where the process is killed %s', async (_when, failpoint) => {
    const doomed = await LedgerProcess.start(place, { ...environment, LEDGER_FAILPOINT: `${failpoint}:2` });
    await connectAndRun(doomed);
    await doomed.killed();
    expect(doomed.end).toBe('SIGKILL');
    await pool.query(`UPDATE ledger_sending.leases SET ends_at = '-infinity'`);
    const ledger = await LedgerProcess.start(place, environment);
    let minute = DAY_MINUTES;
    await waitUntil('all are settled', async () => {
      await send(ledger, [fact('clock.advanced', ++minute, {})]);
      await new Promise((resolve) => setTimeout(resolve, 300));
      return (await recorded('PayoutSettled')).length === PARTNERS.length;
    });
    expect(ordered()).toEqual(onceEach);
    await ledger.interrupt();
  });
});
