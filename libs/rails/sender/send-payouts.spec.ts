import { waitUntil } from '../../../test/support/wait-until';
import { ACTIVE_ACCOUNT } from '../simulator/simulated-stripe';
import { StripeSimulator } from '../simulator/stripe-simulator';
import type { PayingRail } from '../rail';
import { StripeRail } from '../stripe/stripe-rail';
import { SendingOffice } from '../testing/sending-office';

describe('the senders of payouts', () => {
  let office: SendingOffice;
  let stripe: StripeSimulator;
  let rail: PayingRail;

  beforeEach(async () => {
    office = await new SendingOffice().open();
    stripe = new StripeSimulator(() => office.now());
    stripe.books.balances.set('usd', 10_000_000);
    rail = new StripeRail({ apiKey: 'sk_test_1', apiBase: await stripe.listen(), withinMs: 2_000 });
    await office.fact('rail.connected', { rail: 'stripe' });
  });
  afterEach(async () => {
    await office.stop();
    await stripe.close();
  });

  /** Partners with a payout of 100.00 less the fee each, `po-1` that of the first. */
  async function paid(...partners: string[]): Promise<void> {
    for (const partner of partners) {
      stripe.books.accounts.set(`acct_${partner}`, ACTIVE_ACCOUNT);
      await office.partner(partner, `acct_${partner}`);
      await office.owe(partner, 10_000);
    }
    await office.nextDay();
  }

  const settled = (count: number) =>
    waitUntil(`${count} are settled`, async () => (await office.closed('PayoutSettled')).length === count);

  it('pay what a run decided once, and tell the ledger by which transfer', async () => {
    await paid('p', 'q');
    office.send({ stripe: rail });
    await settled(2);
    const [first] = stripe.books.transfers;
    expect(stripe.books.transfers.map(({ amount, destination }) => [destination, amount]).sort()).toEqual([
      ['acct_p', 9_950],
      ['acct_q', 9_950],
    ]);
    const decided = (await office.decisions()).filter(({ type }) => type === 'PayoutSettled');
    expect(decided).toContainEqual(expect.objectContaining({ reference: first?.id, feeVarianceMinor: 0n }));
  });

  it('fail what cannot be paid, so that it is owed again', async () => {
    await paid('p');
    stripe.books.accounts.set('acct_p', { ...ACTIVE_ACCOUNT, payoutsEnabled: false });
    office.send({ stripe: rail });
    await waitUntil('it failed', async () => (await office.closed('PayoutFailed')).length === 1);
    expect(stripe.seen).toEqual([]);
  });

  it('go on with the others where one cannot be brought on', async () => {
    await paid('p', 'q', 'r');
    const broken: PayingRail = {
      times: rail.times,
      requestBody: (order, key) => rail.requestBody(order, key),
      list: (order) => rail.list(order),
      read: (transfer) => rail.read(transfer),
      post: (key, body) => rail.post(key, body),
      readiness: (order, refusedWith) => {
        if (order.payout === 'po-2') throw new Error('the rail has a defect');
        return rail.readiness(order, refusedWith);
      },
    };
    office.send({ stripe: broken });
    await settled(2);
    expect(await office.closed('PayoutSettled')).toEqual(['po-1', 'po-3']);
    expect(office.warnings).toEqual(['payout po-2 of plixo: the rail has a defect']);
  });

  it('pay each once, any number of them side by side', async () => {
    await paid('p', 'q', 'r', 's');
    for (const holder of ['a', 'b', 'c']) office.send({ stripe: rail }, holder);
    await settled(4);
    expect(stripe.books.transfers).toHaveLength(4);
    expect(stripe.seen).toHaveLength(4);
  });

  it('go to the account that the partner had when the payout was made, whatever it sets later', async () => {
    await paid('p');
    stripe.books.accounts.set('acct_other', ACTIVE_ACCOUNT);
    await office.fact('partner.payout_method_set', { partner: 'p', rail: 'stripe', account: 'acct_other' });
    office.send({ stripe: rail });
    await settled(1);
    expect(stripe.books.transfers).toMatchObject([{ destination: 'acct_p' }]);
  });

  it('started again, tell what was paid before they were killed, and pay nothing', async () => {
    await paid('p');
    const { ledger } = office;
    const offer = jest.spyOn(ledger, 'offer').mockRejectedValueOnce(new Error('killed here'));
    office.send({ stripe: rail }, 'killed');
    await waitUntil('it is told', () => offer.mock.calls.length === 1);
    office.send({ stripe: rail }, 'the next');
    await settled(1);
    expect(stripe.seen).toHaveLength(1);
  });

  it('are not held up by one whose rail never answers', async () => {
    const partners = Array.from({ length: 20 }, (_, index) => `p${String(index).padStart(2, '0')}`);
    await paid(...partners, 'q');
    const silent = new Set(['po-1', 'po-2', 'po-3']);
    const slow: PayingRail = {
      times: rail.times,
      requestBody: (order, key) => rail.requestBody(order, key),
      list: (order) => rail.list(order),
      read: (transfer) => rail.read(transfer),
      post: (key, body) => rail.post(key, body),
      readiness: async (order, refusedWith) => {
        if (silent.delete(order.payout)) await new Promise((resolve) => setTimeout(resolve, 1_000));
        return rail.readiness(order, refusedWith);
      },
    };
    office.send({ stripe: slow });
    await settled(18);
    expect(await office.closed('PayoutSettled')).not.toContain('po-1');
    await settled(21);
  });

  it('wait with what goes by a rail that is not open here, and say so once', async () => {
    await paid('p');
    office.send({});
    await waitUntil('a warning is said', () => office.warnings.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(office.warnings).toEqual(['payouts of plixo by stripe: that rail is not open here, they wait']);
  });

  it('are not sent while they are held, and what was sent before is looked up all the same', async () => {
    await paid('p');
    stripe.faults.push('made_then_500');
    office.send({ stripe: rail });
    await waitUntil('one is sent', () => stripe.seen.length === 1);
    office.hold = { by: 'ada', reason: 'a wrong rate' };
    await settled(1);
    await paid('q');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(stripe.seen).toHaveLength(1);
    office.hold = null;
    await settled(2);
  });

  it('follow what later runs decide', async () => {
    office.send({ stripe: rail });
    await paid('p');
    await settled(1);
    await office.owe('p', 20_000);
    await office.nextDay();
    await settled(2);
    expect(stripe.books.transfers.map(({ amount }) => amount)).toEqual([9_950, 19_925]);
  });
});
