import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { waitUntil } from '../../../test/support/wait-until';
import type { PayingRail } from '../rail';
import type { Destination } from '../sending/payout-order';
import type { Reading } from '../sending/rail-answers';
import type { Transfer, TransferId } from '../sending/transfer';
import { ACTIVE_ACCOUNT, type SimulatedTransfer } from '../simulator/simulated-stripe';
import { StripeSimulator } from '../simulator/stripe-simulator';
import { StripeRail } from '../stripe/stripe-rail';
import { SendingOffice } from '../testing/sending-office';
import type { OpenPayout } from '../sender/open-payout';
import type { LineByHand } from './compare-by-hand';
import { reconcileRail, type Reconciliation } from './reconcile-rail';
import { RULINGS } from './difference';

jest.setTimeout(60_000);

const ALL = { madeSince: null, listedSince: new Date(0) };
const now = () => instant(Date.now());
const railAt = (apiBase: string) => new StripeRail({ apiKey: 'sk_test_1', apiBase, withinMs: 5_000 });

/** Each difference as `kind payout transfer`. */
const toldOf = ({ differences }: Reconciliation) =>
  differences.map(({ kind, payout, transfer }) => `${kind} ${payout ?? '-'} ${transfer ?? '-'}`).sort();

describe('log and Stripe, compared', () => {
  const office = new SendingOffice();
  const stripe = new StripeSimulator(now);
  const partners = Array.from({ length: 9 }, (_, index) => `p${index + 1}`);

  beforeAll(async () => {
    await office.open();
    const url = await stripe.listen();
    stripe.books.balances.set('usd', 10_000_000);
    await office.fact('rail.connected', { rail: 'stripe' });
    for (const partner of partners) {
      stripe.books.accounts.set(`acct_${partner}`, ACTIVE_ACCOUNT);
      await office.partner(partner, `acct_${partner}`);
      await office.owe(partner, 10_000);
    }
    await office.nextDay();
    office.send({ stripe: railAt(url) });
    await waitUntil('nine are settled', async () => (await office.closed('PayoutSettled')).length === 9);
    await office.stop();
  });
  afterAll(() => stripe.close());

  /** The same where the rail's books are as `tamper` leaves them. */
  async function compared(tamper: (transfers: readonly SimulatedTransfer[]) => readonly SimulatedTransfer[]) {
    const tampered = new StripeSimulator(now);
    const books = stripe.books.snapshot();
    tampered.books.restore({ ...books, transfers: tamper(books.transfers) });
    const rail = railAt(await tampered.listen());
    const found = await reconcileRail(office.compared, { name: 'stripe', rail, ...ALL });
    await tampered.close();
    return found;
  }
  const untouched = (transfers: readonly SimulatedTransfer[]) => transfers;
  const transferOf = (payout: string) =>
    stripe.books.transfers.find(({ metadata }) => metadata['payout'] === payout) as SimulatedTransfer;
  const changed = (payout: string, change: Partial<SimulatedTransfer>) => (transfers: readonly SimulatedTransfer[]) =>
    transfers.map((each) => (each.metadata['payout'] === payout ? { ...each, ...change } : each));

  it('agree where nothing was planted', async () => {
    expect(await compared(untouched)).toMatchObject({
      outcome: 'compared',
      asked: 'list',
      payouts: 9,
      transfers: 9,
      foreign: 0,
    });
    expect(toldOf(await compared(untouched))).toEqual([]);
  });

  it.each([
    ['another amount', changed('po-1', { amount: 1 }), 'amount_differs'],
    ['another currency', changed('po-1', { currency: 'eur' }), 'currency_differs'],
    ['another account', changed('po-1', { destination: 'acct_p2' }), 'destination_differs'],
    ['one that was taken back', changed('po-1', { amount_reversed: 9_950, reversed: true }), 'reversed_not_returned'],
    ['a part that was taken back', changed('po-1', { amount_reversed: 50 }), 'reversed_in_part'],
    [
      'none',
      (transfers: readonly SimulatedTransfer[]) => transfers.filter(({ metadata }) => metadata['payout'] !== 'po-1'),
      'payout_without_transfer',
    ],
  ])('differ in a payout for which the rail shows %s', async (_what, tamper, kind) => {
    expect(toldOf(await compared(tamper))).toEqual([`${kind} po-1 ${transferOf('po-1').id}`]);
  });

  it('differ in transfers that no payout ordered, or that were made twice; those of others are counted', async () => {
    const { transfer_group: group } = transferOf('po-1');
    const extra = (id: string, change: Partial<SimulatedTransfer>) => ({ ...transferOf('po-1'), id, ...change });
    const found = await compared((transfers) => [
      ...transfers,
      extra('tr_twice', {}),
      extra('tr_unknown', { transfer_group: String(group).replace('po-1', 'po-99') }),
      extra('tr_by_hand', { transfer_group: null, destination: 'acct_p3' }),
      extra('tr_of_a_shop', { transfer_group: 'order-7', destination: 'acct_shop' }),
      extra('tr_undone', { transfer_group: null, destination: 'acct_p3', amount_reversed: 9_950, reversed: true }),
    ]);
    expect(toldOf(found)).toEqual([
      expect.stringMatching(/^several_transfers po-1 /),
      'transfer_without_payout - tr_by_hand',
      'transfer_without_payout - tr_unknown',
    ]);
    expect(found.foreign).toBe(1);
    expect(found.differences.every(({ kind }) => RULINGS[kind].needsPerson)).toBe(true);
  });

  it('differ where the ledger was told that a payout failed or came back, and its transfer stands', async () => {
    await office.fact('payout.returned', { payout: 'po-2', code: 'said_by_hand' });
    for (const partner of ['p3', 'p4']) await office.owe(partner, 5_000);
    await office.nextDay();
    await office.fact('payout.failed', { payout: 'po-10', code: 'said_by_hand' });
    const { transfer_group: group } = transferOf('po-1');
    const late = (payout: string, destination: string) => {
      const own = { transfer_group: String(group).replace('po-1', payout), metadata: { payout }, destination };
      return { ...transferOf('po-1'), id: `tr_${payout}`, amount: 4_950, ...own };
    };
    const found = await compared((transfers) => [...transfers, late('po-10', 'acct_p3'), late('po-11', 'acct_p4')]);
    expect(toldOf(found)).toEqual([
      'not_told po-11 tr_po-11',
      'paid_though_failed po-10 tr_po-10',
      `stands_though_returned po-2 ${transferOf('po-2').id}`,
    ]);
    expect(found.differences.map(({ ledgerMinor, railMinor }) => [ledgerMinor, railMinor])).toContainEqual([
      null,
      4_950n,
    ]);
  });

  it('say nothing where the rail does not tell all', async () => {
    const silent = railAt('http://127.0.0.1:9');
    const found = await reconcileRail(office.compared, { name: 'stripe', rail: silent, ...ALL });
    expect(found).toMatchObject({ outcome: 'unknown', differences: [] });
  });

  it('by hand: compared with what people said of its batches', async () => {
    const lines = new Map<string, LineByHand['state']>([
      ['po-11', 'sent'],
      ['po-1', 'paid'],
      ['po-3', 'failed'],
      ['po-4', 'returned'],
      ['po-10', 'paid'],
      ['po-2', 'paid'],
    ]);
    const byHand = ({ payout, netMinor }: OpenPayout): Promise<LineByHand | null> => {
      const state = lines.get(payout);
      const amount = payout === 'po-1' ? amountMinor(netMinor + 1n) : netMinor;
      const line = { endToEndId: `E-${payout}` as TransferId, amountMinor: amount };
      return Promise.resolve(state === undefined ? null : { ...line, state });
    };
    const found = await reconcileRail({ ...office.compared, byHand }, { name: 'stripe', rail: null, ...ALL });
    expect([found.asked, found.transfers, ...toldOf(found)]).toEqual([
      ...['nobody', 6, 'amount_differs po-1 E-po-1', 'not_answered po-11 E-po-11', 'paid_though_failed po-10 E-po-10'],
      ...[
        'payout_without_transfer po-3 E-po-3',
        'reversed_not_returned po-4 E-po-4',
        'stands_though_returned po-2 E-po-2',
      ],
    ]);
  });

  it('where the rail lists nothing: what it told of is read one by one, and what nobody knows of is not found', async () => {
    const idOf = new Map(['po-1', 'po-3', 'po-4', 'po-5'].map((payout) => [transferOf(payout).id, payout]));
    const transfer = (id: string, amount: bigint): Transfer => ({
      id: id as TransferId,
      group: null,
      destination: `acct_${(idOf.get(id) ?? 'po-?').replace('po-', 'p')}` as Destination,
      amountMinor: amountMinor(amount),
      currency: 'USD',
      reversedMinor: amountMinor(0n),
    });
    const read = (id: string): Reading => {
      const payout = idOf.get(id);
      if (payout === 'po-1') return { kind: 'missing' };
      if (payout === 'po-3') return { kind: 'ended_unpaid', code: 'REVERSED', causeMayGo: false };
      if (payout === 'po-4') return { kind: 'read', transfer: transfer(id, 9_000n) };
      return { kind: 'unknown', why: 'status 500' };
    };
    const rail = { read: (id: string) => Promise.resolve(read(id)) } as unknown as PayingRail;
    const found = await reconcileRail(office.compared, { name: 'stripe', rail, ...ALL });
    expect(found.asked).toBe('each');
    expect(toldOf(found)).toEqual([
      `amount_differs po-4 ${transferOf('po-4').id}`,
      `payout_without_transfer po-1 ${transferOf('po-1').id}`,
      `reversed_not_returned po-3 ${transferOf('po-3').id}`,
    ]);
    expect(found.unchecked).toContainEqual({ program: 'plixo', payout: 'po-5' });
  });
});
