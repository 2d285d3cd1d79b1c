import type { Instant } from '@ledger/kernel/instant';
import { pause } from '@ledger/messaging/back-off';
import type { Alarm } from './alarm';
import type { OpenPayout } from './open-payout';
import type { OpenPayouts } from './open-payouts';
import type { NextLook, PayoutSender } from './payout-sender';

export interface SendPayoutsOptions {
  readonly payouts: OpenPayouts;
  readonly sender: PayoutSender;
  readonly programs: () => Promise<readonly string[]>;
  readonly clockOf: (program: string) => Instant | null;
  /** Told of what is waited out, and of a payout that waits for a person. */
  readonly warn: (line: string) => void;
  /** Rung where payouts of a rail may go on, whatever they wait for. */
  readonly alarm?: Alarm;
  /** How often the log is looked at. */
  readonly pollMs?: number;
  readonly nowMs?: () => number;
}

const POLL_MS = 1_000;
/** So many payouts are under way at a time by one rail; the others of that rail wait for their turn. */
const AT_ONCE = 16;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
const LONGEST_LOOK_MS = 3_600_000;

/** What is known of when a payout has its next turn. */
interface Turn {
  readonly isAtWork: boolean;
  /** By the program's clock. */
  readonly from: Instant | null;
  /** By this machine's. */
  readonly fromMs: number;
  /** By this machine's, whatever the program's shows. */
  readonly orFromMs: number;
  /** How often nothing came of it, one after the other. */
  readonly vain: number;
}

const AT_ONCE_AGAIN: Turn = { isAtWork: false, from: null, fromMs: -Infinity, orFromMs: Infinity, vain: 0 };

/**
 * Follows the decisions of the payout stage and brings every open payout on, any number side by side, until the signal:
 * what fails for one, or for one rail, is tried again later, and stops no other. Resolves when nothing is under way.
 */
export async function sendPayouts(options: SendPayoutsOptions, signal: AbortSignal): Promise<void> {
  const { payouts, programs, warn, alarm, pollMs = POLL_MS } = options;
  const desk = new Turns(options);
  let failure: string | null = null;
  while (!signal.aborted) {
    try {
      await payouts.follow(programs);
      desk.wake(alarm?.answered() ?? []);
      desk.beginDue();
      failure = null;
    } catch (error) {
      if (failure !== reasonOf(error)) warn(`payouts: ${reasonOf(error)}; looking again until it is well`);
      failure = reasonOf(error);
    }
    await pause(pollMs, signal);
  }
  await desk.idle();
}

class Turns {
  private readonly turns = new Map<OpenPayout, Turn>();
  /** By rail: one that answers slowly takes no room from another. */
  private readonly atWork = new Map<string, Set<Promise<void>>>();
  private readonly told = new Map<OpenPayout, string>();
  private readonly missing = new Set<string>();

  constructor(private readonly options: SendPayoutsOptions) {}

  /** Gives those their turn that are due, who waits longest first, as far as there is room. */
  beginDue(): void {
    const { payouts, sender, nowMs = Date.now } = this.options;
    const due: OpenPayout[] = [];
    for (const payout of payouts.all) {
      if (!sender.sends(payout)) this.sayRailIsMissing(payout);
      else if (this.isDue(payout, nowMs())) due.push(payout);
    }
    for (const payout of due.sort((a, b) => this.dueSince(a) - this.dueSince(b))) {
      const atWork = this.atWorkBy(payout.rail);
      if (atWork.size < AT_ONCE) this.begin(payout, atWork);
    }
    for (const payout of this.turns.keys()) if (!payouts.has(payout)) this.forget(payout);
  }

  /** Has all of some rails looked at now. */
  wake(rails: readonly string[]): void {
    for (const [payout, turn] of this.turns) {
      if (rails.includes(payout.rail) && !turn.isAtWork) this.turns.set(payout, { ...AT_ONCE_AGAIN, vain: turn.vain });
    }
  }

  async idle(): Promise<void> {
    await Promise.all([...this.atWork.values()].flatMap((works) => [...works]));
  }

  private atWorkBy(rail: string): Set<Promise<void>> {
    const works = this.atWork.get(rail) ?? new Set();
    this.atWork.set(rail, works);
    return works;
  }

  /** Those that had no turn yet are due since ever. */
  private dueSince(payout: OpenPayout): number {
    return Math.max(this.turns.get(payout)?.fromMs ?? 0, 0);
  }

  private forget(closed: OpenPayout): void {
    if (this.turns.get(closed)?.isAtWork === true) return;
    this.turns.delete(closed);
    this.told.delete(closed);
  }

  private isDue(payout: OpenPayout, nowMs: number): boolean {
    const turn = this.turns.get(payout);
    if (turn === undefined) return true;
    if (turn.isAtWork || nowMs < turn.fromMs) return false;
    const clock = this.options.clockOf(payout.program);
    return turn.from === null || nowMs >= turn.orFromMs || (clock !== null && clock >= turn.from);
  }

  private begin(payout: OpenPayout, atWork: Set<Promise<void>>): void {
    const before = this.turns.get(payout) ?? AT_ONCE_AGAIN;
    this.turns.set(payout, { ...before, isAtWork: true });
    const work = this.bringOn(payout, before).then((turn) => {
      this.turns.set(payout, turn);
      atWork.delete(work);
    });
    atWork.add(work);
  }

  private async bringOn(payout: OpenPayout, before: Turn): Promise<Turn> {
    const { sender, nowMs = Date.now } = this.options;
    try {
      return this.turnAfter(payout, await sender.bringOn(payout), before, nowMs());
    } catch (error) {
      this.say(payout, reasonOf(error));
      return later(before, nowMs());
    }
  }

  private turnAfter(payout: OpenPayout, next: NextLook, before: Turn, nowMs: number): Turn {
    if (typeof next === 'object')
      return 'orSooner' in next ? sooner(next.at, before, nowMs) : { ...AT_ONCE_AGAIN, from: next.at };
    if (next === 'soon') return later(before, nowMs);
    if (next === 'when it is free') return { ...AT_ONCE_AGAIN, fromMs: nowMs + FIRST_RETRY_MS };
    if (next === 'when a person decided') this.say(payout, 'it waits for a person');
    return { ...AT_ONCE_AGAIN, fromMs: nowMs + LONGEST_RETRY_MS };
  }

  /** Once for all its payouts; what goes by no rail but a person's hand is missed by nobody. */
  private sayRailIsMissing({ rail, program }: OpenPayout): void {
    const name = `payouts of ${program} by ${rail}`;
    if (rail === 'manual' || this.missing.has(name)) return;
    this.missing.add(name);
    this.options.warn(`${name}: that rail is not open here, they wait`);
  }

  /** The same is said once. */
  private say(payout: OpenPayout, what: string): void {
    if (this.told.get(payout) === what) return;
    this.told.set(payout, what);
    this.options.warn(`payout ${payout.payout} of ${payout.program}: ${what}`);
  }
}

function later({ vain }: Turn, nowMs: number): Turn {
  return { ...AT_ONCE_AGAIN, fromMs: nowMs + doubling(vain, LONGEST_RETRY_MS), vain: vain + 1 };
}

function sooner(from: Instant, { vain }: Turn, nowMs: number): Turn {
  return { ...AT_ONCE_AGAIN, from, orFromMs: nowMs + doubling(vain, LONGEST_LOOK_MS), vain: vain + 1 };
}

function doubling(vain: number, atMostMs: number): number {
  return Math.min(atMostMs, FIRST_RETRY_MS * 2 ** Math.min(vain, 12));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
