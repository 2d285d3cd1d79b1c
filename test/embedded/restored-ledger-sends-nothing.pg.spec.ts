import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { instant } from '@ledger/kernel/instant';
import { ACTIVE_ACCOUNT } from '@ledger/rails/simulator/simulated-stripe';
import { StripeSimulator } from '@ledger/rails/simulator/stripe-simulator';
import { freshDatabase } from '../support/postgres';
import { waitUntil } from '../support/wait-until';
import { adminToken, LedgerProcess, ledgerPlace, runLedger, type LedgerPlace } from './ledger-process';

jest.setTimeout(180_000);

const PARTNERS = ['p', 'q', 'r'];
const FIRST_DAY = Date.UTC(2026, 0, 1, 10);
const DAY_MS = 86_400_000;

function fact(type: string, day: number, data: object): object {
  const time = new Date(FIRST_DAY + day * DAY_MS).toISOString();
  return { specversion: '1.0', id: randomUUID(), source: 'test', type, time, program: 'plixo', data };
}

function owed(partner: string, day: number): object {
  const adjustment = `bonus ${day} of ${partner}`;
  const paid = { currency: 'USD', amount: 10_000, by: 'finance', reason: 'bonus' };
  return fact('adjustment.posted', day, { adjustment, partner, ...paid });
}

function partners(): object[] {
  return PARTNERS.flatMap((partner) => [
    fact('partner.applied', 0, { partner, type: 'partner' }),
    fact('partner.approved', 0, { partner }),
    fact('partner.tax_form_recorded', 0, { partner, form: 'W-9', signedOn: '2025-12-31' }),
    fact('partner.payout_method_set', 0, { partner, rail: 'stripe', account: `acct_${partner}` }),
    owed(partner, 0),
  ]);
}

describe('a ledger that was restored from before its payouts were sent', () => {
  let stripe: StripeSimulator;
  let environment: Record<string, string>;
  let original: LedgerPlace;
  let token: string;
  let copy: LedgerPlace;

  beforeAll(async () => {
    stripe = new StripeSimulator(() => instant(Date.now()));
    stripe.books.balances.set('usd', 10_000_000);
    for (const partner of PARTNERS) stripe.books.accounts.set(`acct_${partner}`, ACTIVE_ACCOUNT);
    environment = { STRIPE_API_KEY: 'sk_test_1', STRIPE_API_BASE: await stripe.listen() };
    original = await ledgerPlace(await freshDatabase());
    token = await adminToken(original);
    copy = { ...original, connectionString: `${original.connectionString}_restored` };
  });
  afterAll(async () => {
    await stripe.close();
    await onServer(`DROP DATABASE IF EXISTS ${nameOf(copy)} WITH (FORCE)`);
    await original.remove();
  });

  const nameOf = ({ connectionString }: LedgerPlace) => `"${new URL(connectionString).pathname.slice(1)}"`;
  const onServer = async (sql: string) => {
    const url = new URL(original.connectionString);
    url.pathname = '/postgres';
    const pool = new Pool({ connectionString: url.href, max: 1 });
    try {
      await pool.query(sql);
    } finally {
      await pool.end();
    }
  };
  const query = async <T extends object>(place: LedgerPlace, sql: string): Promise<T[]> => {
    const pool = new Pool({ connectionString: place.connectionString, max: 1 });
    try {
      return (await pool.query<T>(sql)).rows;
    } finally {
      await pool.end();
    }
  };
  const send = async (ledger: LedgerProcess, events: readonly object[]) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    const body = events.map((event) => JSON.stringify(event)).join('\n');
    const response = await fetch(`${await ledger.url()}/v1/events`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  };
  const recover = (...words: string[]) => runLedger(['recover', ...words], copy, environment);
  const by = ['--by', 'ada'];

  it('sends nothing until a person decided about each transfer that its log does not know, and pays none twice', async () => {
    let ledger = await LedgerProcess.start(original, environment);
    await runLedger(['rails', 'connect', 'stripe', '--program', 'plixo'], original);
    const held = ['--rail', 'stripe', '--program', 'plixo', ...by, '--reason', 'a backup'];
    await runLedger(['payouts', 'hold', ...held], original);
    await send(ledger, [...partners(), fact('clock.advanced', 1, {})]);
    await ledger.interrupt();
    await onServer(`CREATE DATABASE ${nameOf(copy)} TEMPLATE ${nameOf(original)}`);
    ledger = await LedgerProcess.start(original, environment);
    await runLedger(['payouts', 'release', ...held], original);
    await waitUntil('three are paid', () => stripe.books.transfers.length === 3, 90_000);
    await send(ledger, [owed('p', 30), fact('clock.advanced', 90, {})]);
    await waitUntil('a fourth is paid', () => stripe.books.transfers.length === 4, 90_000);
    await ledger.interrupt();

    // It is another database: that is noticed untold.
    ledger = await LedgerProcess.start(copy, environment);
    await runLedger(['payouts', 'release', ...held], copy);
    await waitUntil('it says so', () => ledger.printed.includes('it lies elsewhere than where it last sent'));
    expect((await runLedger(['payouts', 'list'], copy, environment)).stdout).toContain('it lies elsewhere');
    expect((await recover('--go-live', ...by)).stderr).toContain('no restore waits to go live');
    const raised = await recover('--raise-epoch', ...by, '--reason', 'the disk died');
    expect(raised.stdout).toContain('epoch 2 begins');

    const shown = (await recover()).stdout;
    expect(shown.match(/that payout itself: --take/g)).toHaveLength(3);
    expect(shown.match(/no payout that waits: --other/g)).toHaveLength(1);
    expect((await recover('--go-live', ...by)).stderr).toContain('say it again in 15 minutes');
    await query(copy, `UPDATE ledger_sending.recoveries SET raised_at = raised_at - interval '15 minutes'`);
    expect((await recover('--go-live', ...by)).stderr).toContain('4 of the transfers above wait for a decision');
    const decide = (word: '--take' | '--other', transfer: string) =>
      recover(word, transfer, '--rail', 'stripe', ...by, '--evidence', 'the dashboard of today');
    const [first = '', second = '', third = '', fourth = ''] = stripe.books.transfers.map(({ id }) => id);
    expect((await decide('--other', first)).stderr).toContain('take it as its payment');
    expect((await decide('--take', fourth)).stderr).toContain('is not what');
    for (const transfer of [first, second, third])
      expect((await decide('--take', transfer)).stdout).toContain('is settled by');
    expect((await decide('--other', fourth)).stdout).toContain('pays nothing that this ledger owes');
    expect((await recover()).stdout).toContain('stripe shows no transfer of this ledger that its log does not know');

    // Decided before it goes live: it waits.
    await send(ledger, [owed('q', 30), fact('clock.advanced', 90, {})]);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(stripe.books.transfers).toHaveLength(4);
    expect((await recover('--go-live', ...by)).stdout).toContain('epoch 2 is live');
    await waitUntil('what was decided since is paid', () => stripe.books.transfers.length === 5, 90_000);
    expect(stripe.books.transfers[4]).toMatchObject({
      destination: 'acct_q',
      transfer_group: expect.stringMatching(/^payout:[0-9a-f]{16}\.2-[0-9a-f]{8}:plixo:po-4$/) as string,
    });
    const settled = `SELECT data->>'reference' AS reference FROM ledger_events.events WHERE type LIKE 'PayoutSettled.v%'`;
    await waitUntil('it is settled', async () => (await query(copy, settled)).length === 4);
    await ledger.interrupt();
  });
});
