import { instant, type Instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { PayingRail } from '../rail';
import { takeStep, type SenderTools } from '../sender/take-step';
import type { SendingLog } from '../sender/sending-log';
import type { Destination, LedgerId, PayoutOrder } from '../sending/payout-order';
import type { Reading } from '../sending/rail-answers';
import { evolve, NOT_SENT, type Sending } from '../sending/sending';
import type { Fence } from '../sending/sending.events';
import { PayPalSimulator } from '../simulator/paypal-simulator';
import type { Course, SimulatedBatch } from '../simulator/simulated-paypal';
import type { TransferFault } from '../simulator/transfer-fault';
import { MemorySendingLog } from '../testing/memory-sending-log';
import { PayPalRail } from './paypal-rail';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BALANCE = 10_000_000;
const MISSING: Reading = { kind: 'missing' };
const PENDING: Course = { status: 'PENDING' };
/** What becomes of items, by the number of their payout. */
const COURSES: readonly (readonly Course[])[] = [
  [PENDING, { status: 'SUCCESS' }],
  [PENDING, { status: 'PROCESSING' }, { status: 'SUCCESS' }],
  [PENDING, { status: 'UNCLAIMED' }, { status: 'RETURNED' }],
  [PENDING, { status: 'FAILED', error: 'RECEIVER_ACCOUNT_LOCKED' }],
];

class Killed extends Error {}

const orderOf = (number: number): PayoutOrder => ({
  ledger: 'l7.1' as LedgerId,
  program: 'odoopbx',
  payout: `po-${number}`,
  destination: `p${number}@example.org` as Destination,
  amountMinor: amountMinor(1_000 + number),
  currency: 'EUR',
});

/** A simulated PayPal, a log, a clock, and as many senders as one likes. */
class Office {
  now: Instant = instant(0);
  readonly simulator = new PayPalSimulator(() => this.now, {
    balanceAtFirst: BALANCE,
    courseOf: (receiver) => COURSES[Number(receiver.slice(1, receiver.indexOf('@'))) % COURSES.length] ?? [],
  });
  readonly log = new MemorySendingLog();
  private rail: PayingRail | undefined;
  private leases = 0;

  async open(withinMs: number): Promise<this> {
    const apiBase = await this.simulator.listen();
    this.rail = new PayPalRail({ clientId: 'app', clientSecret: 'secret', apiBase, withinMs });
    return this;
  }

  /** A sender with a lease of its own, which is killed when it has posted, or recorded, for the so-manieth time. */
  sender(killedAfter: { readonly posts?: number; readonly records?: number } = {}): SenderTools {
    const { rail } = this;
    if (rail === undefined) throw new Error('the office is not open');
    const tools = { times: rail.times, clock: () => this.now, fence: ++this.leases as Fence };
    const { posts = Infinity, records = Infinity } = killedAfter;
    return { ...tools, rail: dying(rail, posts), log: dyingLog(this.log, records) };
  }

  /** Has a sender go on until it is over, or waits for a person. */
  async finish(order: PayoutOrder, tools = this.sender()): Promise<Sending> {
    for (let steps = 0; steps < 2_000; steps++) {
      const step = await takeStep(order, tools);
      if (step.do === 'tell' || step.do === 'ask_person') return this.recorded(order);
      if (step.do === 'wait' || step.do === 'look_later') this.now = step.until;
    }
    throw new Error(`${order.payout} comes to no end`);
  }

  recorded(order: PayoutOrder): Sending {
    return this.log.events(order).reduce(evolve, NOT_SENT);
  }

  batchesOf({ payout }: PayoutOrder): readonly SimulatedBatch[] {
    return this.simulator.books.batches.filter(({ senderItemId }) => senderItemId === payout);
  }
}

function dying(rail: PayingRail, posts: number): PayingRail {
  let posted = 0;
  return {
    times: rail.times,
    requestBody: (order, key) => rail.requestBody(order, key),
    list: (order) => rail.list(order),
    read: (transfer) => rail.read(transfer),
    readiness: (order, refusedWith) => rail.readiness(order, refusedWith),
    post: async (key, body) => {
      const answer = await rail.post(key, body);
      if (++posted >= posts) throw new Killed();
      return answer;
    },
  };
}

function dyingLog(log: SendingLog, records: number): SendingLog {
  let recorded = 0;
  return {
    read: (order) => log.read(order),
    append: async (order, revision, events) => {
      if (records === 0) throw new Killed();
      const next = await log.append(order, revision, events);
      if (++recorded >= records) throw new Killed();
      return next;
    },
  };
}

describe('a sender by PayPal', () => {
  let office: Office;
  const paid = orderOf(4);
  const open = async (withinMs = 1_000) => (office = await new Office().open(withinMs));
  afterEach(() => office.simulator.close());

  it.each([
    ['before the intent', { records: 0 }],
    ['after the intent', { records: 1 }],
    ['after the POST', { posts: 1 }],
    ['after the answer is recorded', { records: 2 }],
    ['after the end is recorded', { records: 3 }],
  ])('that is killed %s pays once, as soon as another takes over', async (_when, killedAfter) => {
    await open();
    await expect(office.finish(paid, office.sender(killedAfter))).rejects.toThrow(Killed);
    const sending = await office.finish(paid);
    expect(sending.state).toEqual({ name: 'SETTLED', transfer: 'ITEM1', feeMinor: 25n });
    expect(office.batchesOf(paid)).toHaveLength(1);
  });

  it('records nothing while an item is under way, for as long as it takes', async () => {
    await open();
    const unclaimed = orderOf(2);
    await takeStep(unclaimed, office.sender());
    const before = office.log.events(unclaimed).length;
    expect(await takeStep(unclaimed, office.sender())).toEqual({ do: 'look_later', until: 2_000 });
    office.now = instant(20 * DAY);
    office.simulator.books.become('ITEM1', PENDING);
    expect(await takeStep(unclaimed, office.sender())).toEqual({ do: 'look_later', until: 20 * DAY + HOUR });
    expect(office.log.events(unclaimed)).toHaveLength(before);
    expect((await office.finish(unclaimed)).state).toEqual({ name: 'FAILED', code: 'RETURNED' });
  });

  it('looks again where PayPal does not find yet what it took in, and has a person look where it stays so', async () => {
    await open();
    const tools = office.sender();
    const blind = { ...tools, rail: { ...dying(tools.rail, Infinity), read: () => Promise.resolve(MISSING) } };
    await takeStep(paid, tools);
    expect(await takeStep(paid, blind)).toEqual({ do: 'look_later', until: 2_000 });
    office.now = instant(15 * MINUTE - 1);
    expect(await takeStep(paid, blind)).toMatchObject({ do: 'look_later' });
    office.now = instant(15 * MINUTE);
    await takeStep(paid, blind);
    expect(office.recorded(paid).state).toEqual({ name: 'FROZEN', because: 'transfer_missing' });
  });

  it('orders anew under a new key where there was too little, and not before a quarter of an hour', async () => {
    await open();
    office.simulator.books.balances.set('EUR', 0);
    const tools = office.sender();
    await takeStep(paid, tools);
    expect(office.recorded(paid).state).toMatchObject({ name: 'REFUSED', code: 'INSUFFICIENT_FUNDS' });
    expect(await takeStep(paid, tools)).toEqual({ do: 'wait', until: 15 * MINUTE });
    office.simulator.books.balances.set('EUR', BALANCE);
    expect(await office.finish(paid)).toMatchObject({ state: { name: 'SETTLED' }, attempt: { number: 2 } });
    expect(office.batchesOf(paid)).toHaveLength(1);
  });

  it('sends the same for 29 days where it never hears anything, and leaves it to a person then', async () => {
    await open();
    office.simulator.faults.push(...Array.from({ length: 50 }, () => 'only_500' as const));
    await takeStep(paid, office.sender());
    office.now = instant(29 * DAY - 5 * HOUR);
    expect(await office.finish(paid)).toMatchObject({ state: { name: 'MANUAL' } });
    expect(office.now).toBeGreaterThanOrEqual(29 * DAY);
    expect(office.now).toBeLessThan(30 * DAY);
    expect(new Set(office.simulator.seen).size).toBe(1);
  });
});

const FAULTS: readonly TransferFault[] = [
  ...(['rate_limited', 'made_then_500', 'only_500', 'html_502', 'dropped'] as const),
  ...(['made_then_dropped', 'made_then_silent', 'made_then_cut', 'made_then_drips', 'held'] as const),
];
const ENDS = new Map([
  ['SUCCESS', 'SETTLED'],
  ['RETURNED', 'FAILED'],
  ['FAILED', 'FAILED'],
]);

/** Numbers from 0 on, below a bound, that follow from a seed. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Two senders at random payouts, with faults, kills, tokens that end and a clock that jumps, as a seed has it. */
async function disturbedHistory(office: Office, orders: readonly PayoutOrder[], seed: number): Promise<void> {
  const any = chance(seed);
  const { books, faults } = office.simulator;
  const sender = () => office.sender(any(6) === 0 ? { posts: any(2) + 1, records: any(3) } : {});
  const step = () => takeStep(orders[any(orders.length)] ?? orderOf(1), sender());
  for (let round = 0; round < 150; round++) {
    if (any(3) === 0) faults.push(FAULTS[any(FAULTS.length)] ?? null);
    if (any(20) === 0) office.simulator.endTokens();
    if (any(40) === 0) books.balances.set('EUR', any(2) * BALANCE);
    await Promise.allSettled([step(), step()]);
    const pause = [0, 3_000, MINUTE, 10 * MINUTE, HOUR][any(5)] ?? 0;
    // Whatever is at work takes effect within the quiet time.
    if (any(2) === 0 || pause >= 10 * MINUTE) office.simulator.letGoOn();
    office.now = instant(office.now + pause);
  }
  faults.length = 0;
  books.balances.set('EUR', BALANCE);
  office.simulator.letGoOn();
}

describe('many payouts by PayPal, by two senders, with faults, kills and a clock that jumps', () => {
  it.each([1, 2, 3])('are each paid at most once, and the books of both sides agree (seed %i)', async (seed) => {
    // Too short for some answers: a time-out is one fault more.
    const office = await new Office().open(60);
    const orders = Array.from({ length: 16 }, (_, index) => orderOf(index + 1));
    await disturbedHistory(office, orders, seed);
    for (const order of orders) {
      const { state } = await office.finish(order);
      const batches = office.batchesOf(order);
      const last = batches.at(-1);
      expect(batches.slice(0, -1).every(({ status }) => status !== 'SUCCESS')).toBe(true);
      expect(state.name).toBe(ENDS.get(last?.status ?? ''));
      if (state.name === 'SETTLED') expect(last).toMatchObject({ item: state.transfer, receiver: order.destination });
    }
    await office.simulator.close();
  });
});
