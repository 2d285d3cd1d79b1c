import { instant, type Instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { PayingRail } from '../rail';
import { transferGroup } from '../sending/payout-keys';
import { NOT_SENT, evolve, type Sending } from '../sending/sending';
import type { Destination, LedgerId, PayoutOrder } from '../sending/payout-order';
import { SENDING_TIMES } from '../sending/sending-times';
import type { Fence } from '../sending/sending.events';
import { ACTIVE_ACCOUNT } from '../simulator/simulated-stripe';
import { StripeSimulator } from '../simulator/stripe-simulator';
import type { TransferFault } from '../simulator/transfer-fault';
import { StripeRail } from '../stripe/stripe-rail';
import { MemorySendingLog } from '../testing/memory-sending-log';
import type { SendingLog } from './sending-log';
import { takeStep, type SenderTools } from './take-step';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const BALANCE = 10_000_000;

class Killed extends Error {}

/** Where a sender is killed. */
type KilledAt = 'before the intent' | 'after the intent' | 'after the POST' | 'after the answer is recorded';

const orderOf = (number: number): PayoutOrder => ({
  ledger: 'l7.1' as LedgerId,
  program: 'plixo',
  payout: `po-${number}`,
  destination: 'acct_1' as Destination,
  amountMinor: amountMinor(1_000 + number),
  currency: 'USD',
});

/** A simulated Stripe, a log, a clock, and as many senders as one likes. */
class Office {
  now: Instant = instant(0);
  readonly simulator = new StripeSimulator(() => this.now);
  readonly log = new MemorySendingLog();
  private rail: PayingRail | undefined;
  private leases = 0;

  async open(withinMs: number): Promise<this> {
    this.simulator.books.accounts.set('acct_1', ACTIVE_ACCOUNT);
    this.simulator.books.balances.set('usd', BALANCE);
    this.rail = new StripeRail({ apiKey: 'sk_test_1', apiBase: await this.simulator.listen(), withinMs });
    return this;
  }

  /** A sender with a lease of its own, which may be killed somewhere. */
  sender(killedAt: KilledAt | null = null): SenderTools {
    const { rail } = this;
    if (rail === undefined) throw new Error('the office is not open');
    const fence = ++this.leases as Fence;
    const clock = () => this.now;
    const tools = { times: SENDING_TIMES, clock, fence };
    return { ...tools, rail: killedAt === 'after the POST' ? dying(rail) : rail, log: dyingLog(this.log, killedAt) };
  }

  /** Has a sender go on until it is over, or waits for a person. */
  async finish(order: PayoutOrder, tools = this.sender()): Promise<Sending> {
    for (let steps = 0; steps < 500; steps++) {
      const step = await takeStep(order, tools);
      if (step.do === 'tell' || step.do === 'ask_person') return this.recorded(order);
      if (step.do === 'wait') this.now = step.until;
    }
    throw new Error(`${order.payout} comes to no end`);
  }

  recorded(order: PayoutOrder): Sending {
    return this.log.events(order).reduce(evolve, NOT_SENT);
  }

  transfersOf(order: PayoutOrder): number {
    const group = transferGroup(order);
    return this.simulator.books.transfers.filter((each) => each.transfer_group === group).length;
  }
}

function dying(rail: PayingRail): PayingRail {
  return {
    times: rail.times,
    requestBody: (order, key) => rail.requestBody(order, key),
    list: (order) => rail.list(order),
    read: (transfer) => rail.read(transfer),
    readiness: (order, refusedWith) => rail.readiness(order, refusedWith),
    post: async (key, body) => {
      await rail.post(key, body);
      throw new Killed();
    },
  };
}

function dyingLog(log: SendingLog, killedAt: KilledAt | null): SendingLog {
  return {
    read: (order) => log.read(order),
    append: async (order, revision, events) => {
      const isIntent = events.some(({ type }) => type === 'AttemptBegun' || type === 'PostAnnounced');
      if (isIntent && killedAt === 'before the intent') throw new Killed();
      const next = await log.append(order, revision, events);
      if (killedAt === (isIntent ? 'after the intent' : 'after the answer is recorded')) throw new Killed();
      return next;
    },
  };
}

describe('a sender', () => {
  let office: Office;
  const order = orderOf(1);
  const open = async (withinMs = 2_000) => (office = await new Office().open(withinMs));
  afterEach(() => office.simulator.close());

  it.each<KilledAt>(['before the intent', 'after the intent', 'after the POST', 'after the answer is recorded'])(
    'that is killed %s pays once, as soon as another takes over',
    async (killedAt) => {
      await open();
      await expect(takeStep(order, office.sender(killedAt))).rejects.toThrow(Killed);
      expect(await office.finish(order)).toMatchObject({ state: { name: 'SETTLED', transfer: 'tr_1' } });
      expect(office.transfersOf(order)).toBe(1);
    },
  );

  it('records key and bytes before the request leaves, and sends those again', async () => {
    await open();
    office.simulator.faults.push('dropped', 'html_502');
    await office.finish(order);
    const [intent] = office.log.events(order);
    expect(intent).toMatchObject({ type: 'AttemptBegun', key: 'payout:l7.1:plixo:po-1:1', fence: 1 });
    const sent = intent?.type === 'AttemptBegun' && { key: intent.key, body: intent.body };
    expect(office.simulator.seen).toEqual([sent, sent, sent]);
  });

  it('sends under one key for 23 hours, and leaves to a person what is in doubt after it', async () => {
    await open();
    office.simulator.faults.push('only_500');
    expect(await office.finish(order)).toMatchObject({ state: { name: 'MANUAL' } });
    expect(office.now).toBeGreaterThanOrEqual(23 * HOUR);
    expect(new Set(office.simulator.seen.map(({ key }) => key)).size).toBe(1);
    const sent = office.simulator.seen.length;
    office.now = instant(office.now + 25 * HOUR);
    expect(await office.finish(order)).toMatchObject({ state: { name: 'MANUAL' } });
    expect(office.simulator.seen.length).toBe(sent);
  });

  it('pays under a new key after the balance was topped up', async () => {
    await open();
    office.simulator.books.balances.set('usd', 0);
    const tools = office.sender();
    await takeStep(order, tools);
    expect(office.recorded(order)).toMatchObject({ state: { name: 'REFUSED', code: 'balance_insufficient' } });
    office.now = instant(5 * MINUTE);
    await takeStep(order, tools);
    expect(office.simulator.seen).toHaveLength(1);
    office.simulator.books.balances.set('usd', BALANCE);
    expect(await office.finish(order)).toMatchObject({ state: { name: 'SETTLED' }, attempt: { number: 2 } });
  });

  it('does not send what was held up after it was recorded', async () => {
    await open();
    const tools = office.sender();
    const slow: SendingLog = {
      read: (of) => tools.log.read(of),
      append: (of, revision, events) => {
        office.now = instant(office.now + 30_000);
        return tools.log.append(of, revision, events);
      },
    };
    await takeStep(order, { ...tools, log: slow });
    expect(office.simulator.seen).toEqual([]);
  });

  it('that another overtook drops what it learnt', async () => {
    await open();
    office.simulator.faults.push('held');
    const first = takeStep(order, office.sender());
    while (office.simulator.seen.length === 0) await new Promise(setImmediate);
    await takeStep(order, office.sender());
    expect(office.recorded(order)).toMatchObject({ attempt: { lastPost: 'awaited', nothingFoundAt: 0 } });
    await first;
    expect(office.recorded(order)).toMatchObject({ attempt: { lastPost: 'awaited', nothingFoundAt: 0 } });
    office.simulator.letGoOn();
    expect(await office.finish(order)).toMatchObject({ state: { name: 'SETTLED' } });
    expect(office.transfersOf(order)).toBe(1);
  });
});

const FAULTS: TransferFault[] = [
  ...(['rate_limited', 'made_then_500', 'only_500', 'html_502', 'dropped'] as const),
  ...(['made_then_dropped', 'made_then_silent', 'made_then_cut', 'made_then_drips', 'held'] as const),
];
const KILLS: KilledAt[] = ['before the intent', 'after the intent', 'after the POST', 'after the answer is recorded'];

/** Numbers from 0 on, below a bound, that follow from a seed. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Two senders at random payouts, with faults, kills and a clock that jumps, as a seed has it. */
async function disturbedHistory(office: Office, orders: readonly PayoutOrder[], seed: number): Promise<void> {
  const any = chance(seed);
  const { books, faults } = office.simulator;
  const sender = () => office.sender(any(6) === 0 ? (KILLS[any(KILLS.length)] ?? null) : null);
  const step = () => takeStep(orders[any(orders.length)] ?? orderOf(1), sender());
  for (let round = 0; round < 300; round++) {
    if (any(3) === 0) faults.push(FAULTS[any(FAULTS.length)] ?? null);
    if (any(40) === 0) books.balances.set('usd', any(2) * BALANCE);
    await Promise.allSettled([step(), step()]);
    const pause = [0, 3_000, MINUTE, 10 * MINUTE, HOUR][any(5)] ?? 0;
    // Whatever is at work takes effect within the quiet time.
    if (any(2) === 0 || pause >= 10 * MINUTE) office.simulator.letGoOn();
    office.now = instant(office.now + pause);
  }
  faults.length = 0;
  books.balances.set('usd', BALANCE);
  office.simulator.letGoOn();
}

/** What the rail has of a payout is what its record says. */
function agree(office: Office, order: PayoutOrder, { state }: Sending): void {
  const sent = office.simulator.books.transfers.filter((each) => each.transfer_group === transferGroup(order));
  expect(sent.length).toBeLessThanOrEqual(1);
  expect(['SETTLED', 'FAILED', 'MANUAL', 'FROZEN']).toContain(state.name);
  if (state.name === 'FAILED') expect(sent).toEqual([]);
  if (state.name !== 'SETTLED') return;
  const { destination, amountMinor: amount } = order;
  expect(sent).toMatchObject([{ id: state.transfer, amount: Number(amount), destination }]);
}

describe('many payouts, by two senders, with faults, kills and a clock that jumps', () => {
  it.each([1, 2, 3, 4])('are each paid at most once, and the books of both sides agree (seed %i)', async (seed) => {
    // Too short for some answers: a time-out is one fault more.
    const office = await new Office().open(60);
    const orders = Array.from({ length: 25 }, (_, index) => orderOf(index + 1));
    await disturbedHistory(office, orders, seed);
    expect(office.simulator.books.transfers.length).toBeGreaterThan(0);
    let settled = 0;
    for (const order of orders) {
      const sending = await office.finish(order);
      agree(office, order, sending);
      settled += sending.state.name === 'SETTLED' ? 1 : 0;
    }
    expect(settled).toBeGreaterThan(15);
    await office.simulator.close();
  });
});
