import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { withFailpoints } from '@ledger/hosting/rails/with-failpoints';
import { instant, type Instant } from '@ledger/kernel/instant';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { EventStoreSendingLog } from '@ledger/rails/log/event-store-sending-log';
import type { PayingRail } from '@ledger/rails/rail';
import { findDestination } from '@ledger/rails/sender/find-destination';
import { OpenPayouts } from '@ledger/rails/sender/open-payouts';
import { PayoutSender } from '@ledger/rails/sender/payout-sender';
import { settlingOnce } from '@ledger/rails/sender/settling-once';
import { TransferWatch } from '@ledger/rails/sender/watch-transfers';
import type { LedgerId } from '@ledger/rails/sending/payout-order';
import { MemoryBodySeal } from '@ledger/rails/testing/memory-body-seal';
import { MemoryPayoutLeases } from '@ledger/rails/testing/memory-payout-leases';
import { recordedArrival } from '@ledger/runner/log/arrival-events';
import { placedDecision } from '@ledger/runner/log/decision-events';
import { categoryOf, FACTS_CATEGORY } from '@ledger/runner/log/stream-names';
import { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { NO_METRICS } from '@ledger/runner/runner-metrics';
import { DeskInMemory } from './desk-in-memory';
import { PROGRAMS, type Fact } from './facts-of-year';

export const LEDGER = 'year.1' as LedgerId;
const LEASE_MS = 10_000;

/** A process that was killed: it does nothing any more. */
class Killed extends Error {}

/** A process that sends; `isAlive` until it is killed. */
interface SendingProcess {
  readonly sender: PayoutSender;
  readonly watch: TransferWatch;
  readonly payouts: OpenPayouts;
  readonly isAlive: () => boolean;
}

/** A ledger of all five programs in memory, whose payouts are sent by processes that may be killed at each step. */
export class YearOffice {
  readonly store = new MemoryEventStore();
  readonly personalData = new MemoryPersonalDataStore();
  readonly desk = new DeskInMemory();
  readonly log = new EventStoreSendingLog(this.store, new MemoryBodySeal());
  kills = 0;
  private readTo = 0n;
  private readonly leases = new MemoryPayoutLeases(LEASE_MS, () => this.machineMs);
  /** What this machine's clock shows: leases end by it. */
  private machineMs = 0;
  private runtime: EmbeddedLedger | undefined;

  constructor(
    private readonly rails: ReadonlyMap<string, PayingRail>,
    /** Whether a process is killed at a moment that it passes. */
    private readonly dies: () => boolean,
  ) {}

  /** Starts the ledger, or starts it again from its log. */
  async open(): Promise<this> {
    await this.runtime?.idle();
    this.runtime = await EmbeddedLedger.open({
      store: this.store,
      personalData: this.personalData,
      concealer: new PersonalDataConcealer(Buffer.alloc(32)),
      programs: loadTerms(presetPaths()),
      wallClock: null,
      metrics: NO_METRICS,
    });
    return this;
  }

  get ledger(): EmbeddedLedger {
    if (this.runtime === undefined) throw new Error('the ledger was not started');
    return this.runtime;
  }

  clockOf(program: string): Instant {
    return this.ledger.clockOf(program) ?? instant(0);
  }

  async offer(facts: readonly Fact[]): Promise<void> {
    await this.ledger.offer(
      facts.map((value) => ({ value, origin: { place: `test:${value.program}:${value.id}`, index: 0 } })),
    );
  }

  /** A process begins. */
  begin(holder: string): SendingProcess {
    let alive = true;
    const failpoint = () => {
      if (alive && this.dies()) {
        alive = false;
        this.kills += 1;
      }
      if (!alive) throw new Killed('killed');
    };
    const { desk, log, leases } = this;
    const open = ([name, rail]: [string, PayingRail]) =>
      [name, withFailpoints({ rail, log: settlingOnce(log, name, desk) }, failpoint)] as const;
    const runtime = { offer: (offers: Parameters<EmbeddedLedger['offer']>[0]) => this.ledger.offer(offers) };
    const clockOf = (program: string) => this.clockOf(program);
    const sender = new PayoutSender({
      ledgerOf: () => Promise.resolve(LEDGER),
      rails: new Map([...this.rails].map(open)),
      leases: {
        take: (payout, by) => leases.take(payout, by),
        // Who was killed gives nothing back: its leases end by themselves.
        giveBack: (payout, by) => (alive ? leases.giveBack(payout, by) : Promise.resolve()),
      },
      holds: { heldBy: () => Promise.resolve(null) },
      holder,
      renewMs: 1_000,
      destinationOf: (payout) => findDestination(payout, this),
      runtime,
      clockOf,
    });
    const payouts = new OpenPayouts(this.store);
    const watch = new TransferWatch({
      ledger: LEDGER,
      transfers: desk,
      payouts,
      runtime,
      clockOf,
      warn: () => undefined,
    });
    return { sender, watch, payouts, isAlive: () => alive };
  }

  /** Each process brings on all that is open, beside the others; answers those that live. */
  async bringOn(processes: readonly SendingProcess[]): Promise<readonly SendingProcess[]> {
    await Promise.all(
      processes.map(async ({ sender, payouts, isAlive }) => {
        await payouts.follow(() => Promise.resolve(PROGRAMS));
        for (const payout of payouts.all) {
          if (!sender.sends(payout)) continue;
          await sender.bringOn(payout).catch((error: unknown) => {
            if (!(error instanceof Killed)) throw error;
          });
          if (!isAlive()) return;
        }
      }),
    );
    return processes.filter(({ isAlive }) => isAlive());
  }

  /** The payouts that failed or came back since this was asked last. */
  async unpaidSinceLast(): Promise<
    readonly { readonly program: string; readonly partner: string; readonly key: string }[]
  > {
    const unpaid = [];
    for await (const event of this.store.readAll(
      this.readTo,
      PROGRAMS.map((program) => categoryOf('payout', program)),
    )) {
      this.readTo = event.position;
      const { program, decision } = placedDecision(event);
      if (decision.type !== 'PayoutFailed' && decision.type !== 'PayoutReturned') continue;
      unpaid.push({ program, partner: decision.partner, key: `${decision.type} ${program} ${decision.payout}` });
    }
    return unpaid;
  }

  /** All that arrived, as it is exported: a line a fact. */
  async facts(): Promise<readonly string[]> {
    const lines: string[] = [];
    for await (const recorded of this.store.readAll(0n, [FACTS_CATEGORY])) {
      const { event } = recordedArrival(recorded);
      if (event !== null && event !== undefined) lines.push(JSON.stringify(event));
    }
    return lines;
  }

  passMachineTime(ms: number): void {
    this.machineMs += ms;
  }
}
