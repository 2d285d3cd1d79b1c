import { instant, type Instant } from '@ledger/kernel/instant';
import { formatInstant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { LedgerRuntime } from './ledger-runtime';
import { nextRunAfter } from '@ledger/stages/payout/payout-schedule';

const HOUR_MS = 3_600_000;

/**
 * With `--clock wall` time passes without events too: every program gets a `clock.advanced` each hour and at each
 * moment at which payout runs are due. Answers a function that ends it.
 */
export function advanceWallClock(
  runtime: LedgerRuntime,
  now: () => Instant,
  onFailure: (error: unknown) => void,
): () => void {
  const timers = new Map<string, NodeJS.Timeout>();
  let ended = false;
  const plan = (program: ProgramTerms) => {
    const at = nextTick(now(), program);
    timers.set(
      program.program,
      setTimeout(() => void tick(program, at), Math.max(0, at - now())),
    );
  };
  const tick = async (program: ProgramTerms, at: Instant) => {
    try {
      await runtime.offer([
        { value: clockAdvanced(program.program, at), origin: { place: `clock:${program.program}`, index: at } },
      ]);
    } catch (error) {
      onFailure(error);
    }
    if (!ended) plan(program);
  };
  for (const program of runtime.programs()) plan(program);
  return () => {
    ended = true;
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
    source: 'ledger/clock',
    type: 'clock.advanced',
    time,
    program,
    data: {},
  };
}
