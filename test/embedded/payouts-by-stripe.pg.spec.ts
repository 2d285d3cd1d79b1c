import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import Stripe from 'stripe';
import { instant } from '@ledger/kernel/instant';
import { ACTIVE_ACCOUNT } from '@ledger/rails/simulator/simulated-stripe';
import { StripeSimulator } from '@ledger/rails/simulator/stripe-simulator';
import { waitUntil } from '../support/wait-until';
import { adminToken, LedgerProcess, ledgerPlace, runLedger, type LedgerPlace } from './ledger-process';

jest.setTimeout(120_000);

const WEBHOOK_SECRET = 'whsec_test';
const PARTNERS = ['p', 'q', 'r'];

const FIRST_DAY = Date.UTC(2026, 0, 1, 10);
const DAY_MINUTES = 1_440;

/** A fact of plixo, so many minutes after the first. */
function fact(type: string, minute: number, data: object): object {
  const time = new Date(FIRST_DAY + minute * 60_000).toISOString();
  return { specversion: '1.0', id: randomUUID(), source: 'test', type, time, program: 'plixo', data };
}

/** By which a run decides a payout for each partner. */
function facts(): object[] {
  return [
    ...PARTNERS.flatMap((partner) => [
      fact('partner.applied', 0, { partner, type: 'partner' }),
      fact('partner.approved', 0, { partner }),
      fact('partner.tax_form_recorded', 0, { partner, form: 'W-9', signedOn: '2025-12-31' }),
      fact('partner.payout_method_set', 0, { partner, rail: 'stripe', account: `acct_${partner}` }),
      fact('adjustment.posted', 0, {
        adjustment: `bonus of ${partner}`,
        partner,
        currency: 'USD',
        amount: 10_000,
        by: 'finance',
        reason: 'bonus',
      }),
    ]),
    fact('clock.advanced', DAY_MINUTES, {}),
  ];
}

describe('payouts by Stripe, sent by a ledger in a process of its own', () => {
  let place: LedgerPlace;
  let token: string;
  let pool: Pool;
  let stripe: StripeSimulator;
  let environment: Record<string, string>;

  beforeEach(async () => {
    place = await ledgerPlace();
    token = await adminToken(place);
    pool = new Pool({ connectionString: place.connectionString });
    pool.on('error', () => undefined);
    stripe = new StripeSimulator(() => instant(Date.now()));
    stripe.books.balances.set('usd', 10_000_000);
    for (const partner of PARTNERS) stripe.books.accounts.set(`acct_${partner}`, ACTIVE_ACCOUNT);
    environment = { STRIPE_API_KEY: 'sk_test_1', STRIPE_API_BASE: await stripe.listen() };
  });
  afterEach(async () => {
    await stripe.close();
    await pool.end();
    await place.remove();
  });

  const send = async (ledger: LedgerProcess, events: readonly object[]) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    const body = events.map((event) => JSON.stringify(event)).join('\n');
    const response = await fetch(`${await ledger.url()}/v1/events`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  };
  const recorded = async (type: string) => {
    const { rows } = await pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ledger_events.events WHERE type LIKE $1 || '.v%'`,
      [type],
    );
    return rows[0]?.count ?? 0;
  };
  const settled = (count: number) =>
    waitUntil(`${count} are settled`, async () => (await recorded('PayoutSettled')) === count);

  /** The same, while the program's time passes: a sender waits by it. */
  const settledInTime = async (ledger: LedgerProcess, count: number) => {
    let minute = DAY_MINUTES;
    await waitUntil(`${count} are settled`, async () => {
      await send(ledger, [fact('clock.advanced', ++minute, {})]);
      await new Promise((resolve) => setTimeout(resolve, 500));
      return (await recorded('PayoutSettled')) === count;
    });
  };

  /** Connected, with a run that decided three payouts. */
  async function connectAndRun(ledger: LedgerProcess): Promise<void> {
    const connected = await runLedger(['rails', 'connect', 'stripe', '--program', 'plixo'], place);
    expect(connected.stdout).toContain('stripe is connected to plixo');
    await send(ledger, facts());
  }

  it('are paid once each and told to the ledger, whose log holds, and names no account', async () => {
    const ledger = await LedgerProcess.start(place, environment);
    await connectAndRun(ledger);
    await settled(3);
    expect(stripe.books.transfers.map(({ destination, amount }) => [destination, amount]).sort()).toEqual(
      PARTNERS.map((partner) => [`acct_${partner}`, 9_950]),
    );
    const again = await runLedger(['rails', 'connect', 'stripe', '--program', 'plixo'], place);
    expect(again.status).toBe(0);
    expect((await runLedger(['payouts', 'list'], place)).stdout).toContain('no payout is under way');
    await ledger.interrupt();
    expect((await runLedger(['verify'], place)).status).toBe(0);
    const { rows } = await pool.query(`SELECT FROM ledger_events.events WHERE data::text LIKE '%acct\\_p%'`);
    expect(rows).toEqual([]);
  });

  /** A signed event of Stripe, as it sends them; answers the status. */
  const stripeTells = async (ledger: LedgerProcess, id: string, transfer: string, secret = WEBHOOK_SECRET) => {
    const payload = JSON.stringify({
      id,
      object: 'event',
      type: 'transfer.reversed',
      data: { object: { id: transfer } },
    });
    const headers = {
      'content-type': 'application/json',
      'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret }),
    };
    const url = `${await ledger.url()}/webhooks/stripe`;
    return (await fetch(url, { method: 'POST', headers, body: payload })).status;
  };

  it('are owed again where their transfer is taken back, whether Stripe tells of it, twice or never', async () => {
    const ledger = await LedgerProcess.start(place, { ...environment, STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET });
    await connectAndRun(ledger);
    await settled(3);
    const [told = '', untold = '', standing = ''] = stripe.books.transfers.map(({ id }) => id);
    expect(await stripeTells(ledger, 'evt_0', standing, 'whsec_of_another')).toBe(400);
    expect(await stripeTells(ledger, 'evt_1', standing)).toBe(200);
    for (const transfer of [told, untold]) stripe.books.reverse(transfer);
    for (const id of ['evt_2', 'evt_2', 'evt_3']) expect(await stripeTells(ledger, id, told)).toBe(200);
    await waitUntil('two are returned', async () => (await recorded('PayoutReturned')) === 2, 30_000);
    const heeded = `SELECT id FROM ledger_sending.notices WHERE heeded_at IS NOT NULL ORDER BY id`;
    await waitUntil('all is heeded', async () => (await pool.query(heeded)).rowCount === 3);
    expect(await recorded('PayoutReturned')).toBe(2);
    await ledger.interrupt();
  });

  it.each([
    ['before a request is announced', 'payout-to-be-announced'],
    ['after it was announced, before it leaves', 'payout-announced'],
    ['after it left, before its answer is recorded', 'payout-posted'],
    ['after its answer is recorded, before the ledger is told', 'payout-answer-recorded'],
  ])('are paid once each where the process is killed %s', async (_when, failpoint) => {
    const doomed = await LedgerProcess.start(place, { ...environment, LEDGER_FAILPOINT: `${failpoint}:2` });
    await connectAndRun(doomed);
    await doomed.killed();
    expect(doomed.end).toBe('SIGKILL');
    // Its leases would be over after half a minute.
    await pool.query(`UPDATE ledger_sending.leases SET ends_at = '-infinity'`);
    const ledger = await LedgerProcess.start(place, environment);
    await settledInTime(ledger, 3);
    expect(stripe.books.transfers.map(({ destination }) => destination).sort()).toEqual(
      PARTNERS.map((partner) => `acct_${partner}`),
    );
    await ledger.interrupt();
  });

  it('wait for a person where the rail took one back, and end by the word of one that it does not speak against', async () => {
    stripe.faults.push('made_then_silent', 'made_then_silent', 'made_then_silent');
    const ledger = await LedgerProcess.start(place, environment);
    await connectAndRun(ledger);
    await waitUntil('three are made', () => stripe.books.transfers.length === 3, 30_000);
    for (const { id } of [...stripe.books.transfers]) stripe.books.reverse(id);
    await waitUntil('they are frozen', async () => (await recorded('SendingFrozen')) === 3, 60_000);
    const listed = await runLedger(['payouts', 'list', '--needs-a-person'], place);
    expect(listed.stdout.match(/its transfer was taken back/g)).toHaveLength(3);
    const resolve = (...words: string[]) =>
      runLedger(
        ['payouts', 'resolve', 'po-1', '--program', 'plixo', ...words, '--by', 'ada', '--evidence', 'a call'],
        place,
        environment,
      );
    expect((await resolve('--paid', 'tr_1')).stderr).toContain('the rail shows no such transfer for it');
    expect((await resolve('--not-paid', 'taken_back')).stderr).toContain('may still take effect');
    await ledger.interrupt();
  });
});
