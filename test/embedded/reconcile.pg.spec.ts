import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { instant } from '@ledger/kernel/instant';
import { ACTIVE_ACCOUNT } from '@ledger/rails/simulator/simulated-stripe';
import { StripeSimulator } from '@ledger/rails/simulator/stripe-simulator';
import { waitUntil } from '../support/wait-until';
import { commandsHere, type CommandRun } from './command-here';
import { adminToken, LedgerProcess, ledgerPlace, type LedgerPlace } from './ledger-process';

const fact = (day: number, type: string, data: object) =>
  JSON.stringify({
    ...{ specversion: '1.0', id: randomUUID(), source: 'test', type, program: 'plixo', data },
    time: new Date(Date.UTC(2026, 0, day, 10)).toISOString(),
  });

const BEGUN = [
  fact(1, 'rail.connected', { rail: 'stripe' }),
  fact(1, 'partner.applied', { partner: 'p', type: 'partner' }),
  fact(1, 'partner.approved', { partner: 'p' }),
  fact(1, 'partner.tax_form_recorded', { partner: 'p', form: 'W-9', signedOn: '2025-12-31' }),
  fact(1, 'partner.payout_method_set', { partner: 'p', rail: 'stripe', account: 'acct_p' }),
  fact(1, 'adjustment.posted', {
    adjustment: 'bonus',
    partner: 'p',
    currency: 'USD',
    amount: 10_000,
    by: 'finance',
    reason: 'bonus',
  }),
  fact(2, 'clock.advanced', {}),
];

jest.setTimeout(120_000);

describe('ledger reconcile', () => {
  let place: LedgerPlace;
  let token: string;
  let pool: Pool;
  let stripe: StripeSimulator;
  let ledger: LedgerProcess;
  let command: (...args: readonly string[]) => Promise<CommandRun>;

  beforeAll(async () => {
    place = await ledgerPlace();
    token = await adminToken(place);
    pool = new Pool({ connectionString: place.connectionString });
    pool.on('error', () => undefined);
    stripe = new StripeSimulator(() => instant(Date.now()));
    stripe.books.balances.set('usd', 10_000_000);
    stripe.books.accounts.set('acct_p', ACTIVE_ACCOUNT);
    const environment = { STRIPE_API_KEY: 'sk_test_1', STRIPE_API_BASE: await stripe.listen() };
    command = await commandsHere(place, environment);
    ledger = await LedgerProcess.start(place, environment);
    await send(BEGUN);
    await waitUntil('it is settled', async () =>
      (await command('payouts', 'list')).stdout.includes('no payout is under way'),
    );
  });
  afterAll(async () => {
    await ledger.interrupt();
    await stripe.close();
    await pool.end();
    await place.remove();
  });

  const send = async (events: readonly string[]) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    const url = `${await ledger.url()}/v1/events`;
    expect((await fetch(url, { method: 'POST', headers, body: events.join('\n') })).status).toBe(200);
  };
  const reportsByLedger = async () => {
    const { rows } = await pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ledger_reconciliation.reports WHERE looked_by = 'the ledger, daily'`,
    );
    return rows[0]?.count ?? 0;
  };

  it('finds nothing where nothing differs, and keeps who looked', async () => {
    expect((await command('reconcile', '--last')).stdout).toBe('nothing was compared yet\n');
    const { status, stdout } = await command('reconcile', '--by', 'ada');
    expect(stdout).toMatch(
      /^stripe, \S+Z by ada: 1 payouts, 1 transfers listed \(0 of others\)\n {2}nothing differs\n$/,
    );
    expect(status).toBe(0);
    expect((await command('reconcile', '--last', '--format', 'json')).stdout).toContain('"lookedBy":"ada"');
  });

  it('names a transfer that no payout ordered, which side is right, and ends with 1; a person finds it in the list', async () => {
    stripe.books.transfer('by hand', 'amount=777&currency=usd&destination=acct_p');
    const { status, stdout } = await command('reconcile', '--rail', 'stripe');
    expect(stdout).toMatch(/transfer_without_payout .* tr_2 .* USD .* 7\.77 .* the ledger .* nothing of it is owed/);
    expect(status).toBe(1);
    const listed = (await command('payouts', 'list', '--needs-a-person')).stdout;
    expect(listed).toMatch(/stripe .* 7\.77 .* DIFFERS .* transfer_without_payout \(tr_2\): nothing of it is owed/);
  });

  it('is made by the ledger itself as the days of its programs pass, and what is mended is off the list', async () => {
    stripe.books.reverse('tr_2');
    await send([fact(3, 'clock.advanced', {})]);
    // Its turn would be in half a minute.
    await waitUntil('the turn is noted', async () => {
      return (
        (await pool.query(`UPDATE ledger_reconciliation.turns SET next_at = '-infinity' WHERE rail = 'stripe'`))
          .rowCount === 1
      );
    });
    await waitUntil('the ledger compared', async () => (await reportsByLedger()) > 0, 30_000);
    expect((await command('payouts', 'list', '--needs-a-person')).stdout).toBe('no payout waits for a person\n');
    const { status, stdout } = await command('reconcile', '--last');
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining('by the ledger, daily: 1 payouts, 2 transfers listed'),
    ]);
  });

  it('says what a rail that cannot be asked leaves open', async () => {
    const { status, stdout } = await command('reconcile', '--rail', 'paypal');
    expect([status, stdout]).toEqual([
      1,
      expect.stringMatching(/^paypal, .*: nothing was compared: PayPal cannot be asked: set /),
    ]);
    expect((await command('reconcile', '--program', 'nowhere')).stderr).toContain('has no program nowhere');
  });
});
