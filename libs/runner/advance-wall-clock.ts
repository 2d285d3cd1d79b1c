import { CLOCK_SOURCE } from '@ledger/contracts/reserved-sources';
import { formatInstant, instant, type Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { nextRunAfter } from '@ledger/stages/payout/payout-schedule';
import type { LedgerRuntime } from './ledger-runtime';

const HOUR_MS = 3_600_000;
/** Timers may fire a little early; a tick that lies further ahead was planned by a clock that was wrong. */
const EARLY_MS = 1_000;
const AGAIN_AFTER_MS = 60_000;

export interface WallClockOptions {
  readonly now: () => Instant;
  /** Throws while this machine's clock is not to be believed. */
  readonly checkClock: () => Promise<void>;
  /** Told of a tick that could not be recorded. */
  readonly onFailure: (error: unknown) => void;
  /** Told why a tick waits for the clock. */
  readonly onWait: (reason: unknown) => void;
}

/** A program that becomes known while the ledger runs gets ticks within this time. */
const LOOK_MS = 60_000;

/**
 * With `--clock wall` time passes without events too: every program gets a `clock.advanced` each hour and at each
 * moment at which payout runs are due. Before each the clock is checked: one that is wrong moves no program's for good.
 * Answers a function that ends it.
 */
export function advanceWallClock(runtime: LedgerRuntime, options: WallClockOptions): () => void {
  const { now, checkClock, onFailure, onWait } = options;
  const timers = new Map<string, NodeJS.Timeout>();
  let ended = false;
  const planIn = (program: ProgramTerms, at: Instant, delayMs: number) => {
    if (ended) return;
    timers.set(
      program.name,
      setTimeout(() => void tick(program, at), delayMs),
    );
  };
  const plan = (program: ProgramTerms) => {
    const at = nextTick(now(), program);
    planIn(program, at, Math.max(0, at - now()));
  };
  const tick = async (program: ProgramTerms, at: Instant) => {
    try {
      await checkClock();
    } catch (reason) {
      onWait(reason);
      return planIn(program, at, AGAIN_AFTER_MS);
    }
    if (at > now() + EARLY_MS) return plan(program);
    try {
      await runtime.offer([
        { value: clockAdvanced(program.name, at), origin: { place: `clock:${program.name}`, index: at } },
      ]);
    } catch (error) {
      onFailure(error);
    }
    plan(program);
  };
  const planNew = async () => {
    for (const program of await runtime.programs()) if (!timers.has(program.name)) plan(program);
  };
  const look = () => void planNew().catch(onFailure);
  look();
  const looking = setInterval(look, LOOK_MS);
  return () => {
    ended = true;
    clearInterval(looking);
    for (const timer of timers.values()) clearTimeout(timer);
  };
}

/** The next full hour, or the next run where that comes first. */
function nextTick(now: Instant, { calendar }: ProgramTerms): Instant {
  const nextHour = instant((Math.floor(now / HOUR_MS) + 1) * HOUR_MS);
  return instant(Math.min(nextHour, nextRunAfter(now, calendar)));
}

function clockAdvanced(program: string, at: Instant) {
  const time = formatInstant(at);
  return {
    specversion: '1.0',
    id: `tick-${time}`,
    source: CLOCK_SOURCE,
    type: 'clock.advanced',
    time,
    program,
    data: {},
  };
}
