import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { instant, type Instant } from '@ledger/kernel/instant';
import type { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { placedDecision } from '@ledger/runner/log/decision-events';
import { categoryOf } from '@ledger/runner/log/stream-names';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import type { Decision } from '@ledger/stages/stage';
import { EventStoreSendingLog } from '../log/event-store-sending-log';
import { MadePayouts } from '../reconciliation/made-payouts';
import type { ReconciliationGround } from '../reconciliation/reconcile-rail';
import { findDestination } from '../sender/find-destination';
import { OpenPayouts } from '../sender/open-payouts';
import { PayoutSender, type OpenRail } from '../sender/payout-sender';
import { sendPayouts } from '../sender/send-payouts';
import type { Hold } from '../sender/rail-holds';
import type { LedgerId } from '../sending/payout-order';
import { MemoryBodySeal } from './memory-body-seal';
import { openPresetLedger } from './open-preset-ledger';
import { MemoryPayoutLeases } from './memory-payout-leases';

export const PROGRAM = 'plixo';
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2026, 0, 1, 10);

/** A ledger in memory whose payouts of a program by Stripe are sent, beside each other, by as many senders as one likes. */
export class SendingOffice {
  readonly store = new MemoryEventStore();
  readonly warnings: string[] = [];
  /** Who stopped all sending. */
  hold: Hold | null = null;
  private readonly personalData = new MemoryPersonalDataStore();
  private readonly log = new EventStoreSendingLog(this.store, new MemoryBodySeal());
  private readonly leases = new MemoryPayoutLeases(60_000);
  private readonly stops: (() => Promise<void>)[] = [];
  private runtime: EmbeddedLedger | undefined;
  private day = 0;
  private facts = 0;

  async open(): Promise<this> {
    this.runtime = await openPresetLedger(this.store, this.personalData);
    return this;
  }

  get ledger(): EmbeddedLedger {
    if (this.runtime === undefined) throw new Error('the office is not open');
    return this.runtime;
  }

  /** Records a fact of the present day. */
  async fact(type: string, data: object): Promise<void> {
    const index = ++this.facts;
    const time = new Date(FIRST_DAY + this.day * DAY_MS).toISOString();
    const value = { specversion: '1.0', id: `e${index}`, source: 'test', type, time, program: PROGRAM, data };
    const [answer] = await this.ledger.offer([{ value, origin: { place: 'test', index } }]);
    if (answer?.verdict.type !== 'accepted') throw new Error(`${type}: ${JSON.stringify(answer?.verdict)}`);
  }

  /** A partner with its papers and an account. */
  async partner(partner: string, account: string): Promise<void> {
    await this.fact('partner.applied', { partner, type: 'partner' });
    await this.fact('partner.approved', { partner });
    await this.fact('partner.tax_form_recorded', { partner, form: 'W-9', signedOn: '2025-12-31' });
    await this.fact('partner.payout_method_set', { partner, rail: 'stripe', account });
  }

  owe(partner: string, amount: number): Promise<void> {
    const adjustment = `a${this.facts}`;
    return this.fact('adjustment.posted', {
      adjustment,
      partner,
      currency: 'USD',
      amount,
      by: 'finance',
      reason: 'bonus',
    });
  }

  /** The next day, with its run. */
  async nextDay(): Promise<void> {
    this.day += 1;
    await this.fact('clock.advanced', {});
  }

  /** Has one more sender work by a rail. */
  send(rails: Readonly<Record<string, OpenRail['rail']>>, holder = 'a sender'): void {
    const { ledger, store, personalData, log, leases } = this;
    const clockOf = (program: string): Instant | null => ledger.clockOf(program);
    const sender = new PayoutSender({
      ledgerOf: () => Promise.resolve('l7.1' as LedgerId),
      rails: new Map(Object.entries(rails).map(([name, rail]) => [name, { rail, log }])),
      leases,
      holds: { heldBy: () => Promise.resolve(this.hold) },
      holder,
      renewMs: 1_000,
      destinationOf: (payout) => findDestination(payout, { store, personalData }),
      runtime: ledger,
      clockOf,
    });
    const stopping = new AbortController();
    const sending = sendPayouts(
      {
        payouts: new OpenPayouts(store),
        sender,
        programs: () => Promise.resolve([PROGRAM]),
        clockOf,
        warn: (line) => void this.warnings.push(line),
        pollMs: 5,
      },
      stopping.signal,
    );
    this.stops.push(() => {
      stopping.abort();
      return sending;
    });
  }

  /** What log and rail are compared by. */
  get compared(): ReconciliationGround {
    const { store, personalData, log } = this;
    return {
      payouts: new MadePayouts(store),
      programs: () => Promise.resolve([PROGRAM]),
      ledgerOf: () => Promise.resolve('l7.1' as LedgerId),
      destinationOf: (payout) => findDestination(payout, { store, personalData }),
      toldOf: async (payout) => (await log.read(payout)).sending.attempt?.told ?? null,
      byHand: () => Promise.resolve(null),
      decided: () => Promise.resolve(new Set()),
    };
  }

  /** What was decided about payouts, in its order. */
  async decisions(): Promise<Decision[]> {
    const decisions: Decision[] = [];
    for await (const event of this.store.readAll(0n, [categoryOf('payout', PROGRAM)])) {
      decisions.push(placedDecision(event).decision);
    }
    return decisions;
  }

  /** The payouts that were settled, or failed, in the order of their numbers. */
  async closed(type: 'PayoutSettled' | 'PayoutFailed'): Promise<string[]> {
    const payouts = (await this.decisions()).flatMap((each) => (each.type === type ? [each.payout] : []));
    return payouts.sort();
  }

  async stop(): Promise<void> {
    await Promise.all(this.stops.map((stop) => stop()));
    await this.ledger.idle();
  }

  now(): Instant {
    return instant(FIRST_DAY + this.day * DAY_MS);
  }
}
