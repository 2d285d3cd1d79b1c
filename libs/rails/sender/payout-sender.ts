import type { Instant } from '@ledger/kernel/instant';
import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import type { PayingRail } from '../rail';
import type { Step } from '../sending/next-step';
import type { Destination, LedgerId, PayoutOrder } from '../sending/payout-order';
import { isOver } from '../sending/sending';
import { answerOfSending, type EndOfSending } from './answer-of-sending';
import type { OpenPayout } from './open-payout';
import type { PayoutLeases } from './payout-leases';
import type { RailHolds } from './rail-holds';
import type { SendingLog } from './sending-log';
import { takeStep } from './take-step';

/** A rail that payouts are sent by, and the log of what was sent by it. */
export interface OpenRail {
  readonly rail: PayingRail;
  readonly log: SendingLog;
}

export interface PayoutSenderOptions {
  /** The installation with the epoch that a payout is of. */
  readonly ledgerOf: (payout: Pick<OpenPayout, 'madeAt'>) => Promise<LedgerId>;
  /** By its name in the facts; a payout of another is not sent here. */
  readonly rails: ReadonlyMap<string, OpenRail>;
  readonly leases: PayoutLeases;
  readonly holds: RailHolds;
  /** What this sender calls itself in its leases: another at each start. */
  readonly holder: string;
  /** How often a lease is taken anew while its payout is at work. */
  readonly renewMs: number;
  /** Where payouts of a program go to, by what they were made with. */
  readonly destinationOf: (payout: OpenPayout) => Promise<Destination>;
  readonly runtime: Pick<LedgerRuntime, 'offer'>;
  /** By what a program's waits run; null: its clock shows nothing yet. */
  readonly clockOf: (program: string) => Instant | null;
}

/** When a payout is to be looked at again; a time is one of its program's clock. */
export type NextLook =
  | { readonly at: Instant }
  /** Or sooner by this machine's clock: a program's clock that stands still stops no rail. */
  | { readonly at: Instant; readonly orSooner: true }
  | 'soon'
  | 'when it is free'
  | 'when it is closed'
  | 'when a person decided';

/** So many steps are taken at a time, then the others have their turn. */
const STEPS_A_TURN = 20;

/** Brings one payout after the other on, as far as it goes. */
export class PayoutSender {
  /** Each is looked up once: a payout goes to one account only. */
  private readonly destinations = new WeakMap<OpenPayout, Destination>();

  constructor(private readonly options: PayoutSenderOptions) {}

  /** Whether this sender has the rail of a payout. */
  sends({ rail }: OpenPayout): boolean {
    return this.options.rails.has(rail);
  }

  /** Brings a payout on until it waits for something, and says for what. Throws what the log, the leases or the gate threw. */
  async bringOn(payout: OpenPayout): Promise<NextLook> {
    const { leases, holder, rails, renewMs } = this.options;
    const open = rails.get(payout.rail);
    if (open === undefined) throw new RangeError(`${payout.payout}: this sender has no rail ${payout.rail}`);
    if ((await leases.take(payout, holder)) === null) return 'when it is free';
    // One that is lost shows at the next step, or where the next is recorded.
    const renewing = setInterval(() => void leases.take(payout, holder).catch(() => null), renewMs);
    try {
      return await this.step(await this.orderOf(payout), payout.rail, open);
    } finally {
      clearInterval(renewing);
      await leases.giveBack(payout, holder);
    }
  }

  private async step(order: PayoutOrder, name: string, { rail, log }: OpenRail): Promise<NextLook> {
    const { leases, holder, holds, clockOf } = this.options;
    const { times } = rail;
    let before: Step['do'] | null = null;
    let begun = 0;
    for (let steps = 0; steps < STEPS_A_TURN; steps++) {
      const fence = await leases.take(order, holder);
      const now = clockOf(order.program);
      if (fence === null || now === null) return 'soon';
      const clock = () => clockOf(order.program) ?? now;
      const held = (await holds.heldBy(order.program, name)) !== null;
      const step = await takeStep(order, { rail, log, times, clock, fence, held });
      if (step.do === 'held') return 'soon';
      if (step.do === 'tell') return this.tell(order, log);
      if (step.do === 'ask_person') return 'when a person decided';
      if (step.do === 'wait') return { at: step.until };
      if (step.do === 'look_later') return { at: step.until, orSooner: true };
      // The rail could not say, or another sender recorded first.
      if (step.do === before) return 'soon';
      // A clock that runs on ahead of every request begins one attempt after the other: not all at once.
      if (step.do === 'check' && ++begun > 1) return 'soon';
      before = step.do;
    }
    return 'soon';
  }

  /** Tells the ledger how it ended; once it is recorded, the payout is closed by the decision on it. */
  private async tell(order: PayoutOrder, log: SendingLog): Promise<NextLook> {
    const { runtime, clockOf } = this.options;
    const { sending } = await log.read(order);
    const now = clockOf(order.program);
    if (!isOver(sending) || now === null) return 'soon';
    const [answer] = await runtime.offer([answerOfSending(order, sending.state as EndOfSending, now)]);
    return answer?.verdict.type === 'rejected' ? 'when a person decided' : 'when it is closed';
  }

  private async orderOf(payout: OpenPayout): Promise<PayoutOrder> {
    const { ledgerOf, destinationOf } = this.options;
    const destination = this.destinations.get(payout) ?? (await destinationOf(payout));
    this.destinations.set(payout, destination);
    const { program, payout: id, netMinor, currency } = payout;
    const ledger = await ledgerOf(payout);
    return { ledger, program, payout: id, destination, amountMinor: netMinor, currency };
  }
}
