import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { withFailpoints } from '@ledger/hosting/rails/with-failpoints';
import { instant, type Instant } from '@ledger/kernel/instant';
import { EventStoreSendingLog } from '@ledger/rails/log/event-store-sending-log';
import { BankOffice } from '@ledger/rails/manual/bank-office';
import { keepingUpWithDesk } from '@ledger/rails/manual/keep-up-with-desk';
import { ManualRail, ManualReturns } from '@ledger/rails/manual/manual-rail';
import type { PayingRail } from '@ledger/rails/rail';
import { MadePayouts } from '@ledger/rails/reconciliation/made-payouts';
import { approverOf } from '@ledger/rails/sender/approver-of';
import { findDestination } from '@ledger/rails/sender/find-destination';
import type { OpenPayout } from '@ledger/rails/sender/open-payout';
import { OpenPayouts } from '@ledger/rails/sender/open-payouts';
import { PayoutSender } from '@ledger/rails/sender/payout-sender';
import type { SendingLog } from '@ledger/rails/sender/sending-log';
import { settlingOnce } from '@ledger/rails/sender/settling-once';
import { TransferWatch } from '@ledger/rails/sender/watch-transfers';
import type { LedgerId } from '@ledger/rails/sending/payout-order';
import { MemoryPayeeBook } from '@ledger/rails/testing/memory-bank';
import { MemoryBatches } from '@ledger/rails/testing/memory-batches';
import { MemoryBodySeal } from '@ledger/rails/testing/memory-body-seal';
import { MemoryPayoutLeases } from '@ledger/rails/testing/memory-payout-leases';
import { recordedArrival } from '@ledger/runner/log/arrival-events';
import { placedDecision } from '@ledger/runner/log/decision-events';
import { categoryOf, FACTS_CATEGORY } from '@ledger/runner/log/stream-names';
import type { EmbeddedLedger } from '@ledger/runner/embedded-ledger';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { DeskInMemory } from './desk-in-memory';
import { PROGRAMS, type Fact } from './facts-of-year';
import { openPresetLedger } from '@ledger/rails/testing/open-preset-ledger';
import { mortalDesk, mortalLog } from './mortal-bank';

export const LEDGER = 'year.1' as LedgerId;
const LEASE_MS = 10_000;
/** So long no batch pays to an account in place of another. */
const ACCOUNT_WAIT_DAYS = 7;

/** A process that was killed: it does nothing any more. */
export class Killed extends Error {}

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
  private readonly seal = new MemoryBodySeal();
  readonly log = new EventStoreSendingLog(this.store, this.seal);
  readonly batches = new MemoryBatches();
  readonly book = new MemoryPayeeBook();
  /** The streams of payouts by hand. */
  readonly byHand = keepingUpWithDesk({ log: this.log, desk: this.batches, seal: this.seal });
  private readonly made = new MadePayouts(this.store);
  private readonly inTransit = new OpenPayouts(this.store);
  kills = 0;
  private readTo = 0n;
  private readonly leases = new MemoryPayoutLeases(LEASE_MS, () => this.machineMs);
  /** What this machine's clock shows: leases end by it. */
  private machineMs = 0;
  private runtime: EmbeddedLedger | undefined;

  private readonly rails: ReadonlyMap<string, PayingRail>;
  /** By which somebody looks whether what was paid came back. */
  readonly returns: ReadonlyMap<string, Pick<PayingRail, 'read'>>;

  constructor(
    rails: ReadonlyMap<string, PayingRail>,
    /** Whether a process is killed at a moment that it passes. */
    private readonly dies: () => boolean,
  ) {
    this.rails = new Map<string, PayingRail>([...rails, ['manual', new ManualRail(this.batches)]]);
    this.returns = new Map<string, Pick<PayingRail, 'read'>>([...rails, ['manual', new ManualReturns(this.batches)]]);
  }

  /** Starts the ledger, or starts it again from its log. */
  async open(): Promise<this> {
    await this.runtime?.idle();
    this.runtime = await openPresetLedger(this.store, this.personalData);
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

  /** What was recorded of a payout's sending. */
  logOf(rail: string): SendingLog {
    return rail === 'manual' ? this.byHand : this.log;
  }

  /** A command of somebody who pays by hand begins. */
  beginBank(): BankOffice {
    const { failpoint } = this.life();
    const { store, made, inTransit, seal, book } = this;
    return new BankOffice({
      ledgerAt: () => Promise.resolve(LEDGER),
      desk: mortalDesk(this.batches, failpoint),
      book,
      log: mortalLog(this.log, failpoint),
      seal,
      holds: { heldBy: () => Promise.resolve(null) },
      openPayouts: async (program) => {
        await inTransit.follow(() => Promise.resolve([program]));
        return inTransit.all.filter((payout) => payout.program === program);
      },
      madePayout: async ({ program, payout }) => {
        await made.follow(() => Promise.resolve([program]));
        return made.all.find((each) => each.program === program && each.payout === payout) ?? null;
      },
      approverOf: (payout) => approverOf(payout, { store, personalData: this.personalData }),
      waitDaysOf: () => Promise.resolve(ACCOUNT_WAIT_DAYS),
      destinationOf: (payout) => findDestination(payout, { store, personalData: this.personalData }),
      clockOf: (program) => this.clockOf(program),
    });
  }

  /** The life of a process: who was killed passes no moment any more. */
  private life(): { readonly failpoint: () => void; readonly isAlive: () => boolean } {
    let alive = true;
    const failpoint = () => {
      if (alive && this.dies()) {
        alive = false;
        this.kills += 1;
      }
      if (!alive) throw new Killed('killed');
    };
    return { failpoint, isAlive: () => alive };
  }

  /** A process begins. */
  begin(holder: string): SendingProcess {
    const { failpoint, isAlive } = this.life();
    const { desk, leases } = this;
    const open = ([name, rail]: [string, PayingRail]) =>
      [name, withFailpoints({ rail, log: settlingOnce(this.logOf(name), name, desk) }, failpoint)] as const;
    const runtime = { offer: (offers: Parameters<EmbeddedLedger['offer']>[0]) => this.ledger.offer(offers) };
    const clockOf = (program: string) => this.clockOf(program);
    const sender = new PayoutSender({
      ledgerOf: () => Promise.resolve(LEDGER),
      rails: new Map([...this.rails].map(open)),
      leases: {
        take: (payout, by) => leases.take(payout, by),
        // Who was killed gives nothing back: its leases end by themselves.
        giveBack: (payout, by) => (isAlive() ? leases.giveBack(payout, by) : Promise.resolve()),
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
    return { sender, watch, payouts, isAlive };
  }

  /** Each process brings on all that is open and that it looks at, beside the others; answers those that live. */
  async bringOn(
    processes: readonly SendingProcess[],
    looksAt: (payout: OpenPayout) => boolean,
  ): Promise<readonly SendingProcess[]> {
    await Promise.all(
      processes.map(async ({ sender, payouts, isAlive }) => {
        await payouts.follow(() => Promise.resolve(PROGRAMS));
        for (const payout of payouts.all) {
          if (!sender.sends(payout) || !looksAt(payout)) continue;
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
