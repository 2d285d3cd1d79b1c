import type { StepFigures } from './step-figures';

/** What a process took of the processors during a run. */
export interface ProcessTime {
  readonly process: string;
  readonly ms: number;
}

/** What a run says about where its time went. */
export interface Observed {
  readonly wallMs: number;
  readonly processors: number;
  /** The part of all processors' time in which they did anything, this run's work or another's: 0 to 1. */
  readonly machineBusy: number;
  /** Empty where the system does not tell. */
  readonly processes: readonly ProcessTime[];
  readonly steps: readonly StepFigures[];
}

/** From here on a processor, or all of them, have no time left. */
const BUSY = 0.85;
/** Above this part of the machine's work done by others the figures say little. */
const FOREIGN = 0.15;

/** Says in one sentence what held the run up, from what was measured. */
export function bottleneckOf(observed: Observed): string {
  return `${limitOf(observed)}; ${longestWait(observed.steps)}`;
}

/** A queue forms before whatever is slowest; who is computing all the time, or nobody, tells why. */
function limitOf({ wallMs, processors, machineBusy, processes }: Observed): string {
  const busiest = processes.reduce<ProcessTime | null>(
    (most, each) => (most && most.ms >= each.ms ? most : each),
    null,
  );
  if (busiest === null) return 'this system does not tell processor times';
  const all = processes.reduce((sum, { ms }) => sum + ms, 0);
  const ours = all / (wallMs * processors);
  const most = `${busiest.process} takes most, ${percent(busiest.ms / all)} of the run's processor time`;
  if (machineBusy >= BUSY) {
    const isForeign = machineBusy - ours > FOREIGN * machineBusy;
    const others = isForeign ? `, ${percent(machineBusy - ours)} by other work: repeat it on a quiet machine` : '';
    return `the processors: all ${processors} are ${percent(machineBusy)} busy${others}; ${most}`;
  }
  const busy = busiest.ms / wallMs;
  if (busy >= BUSY) {
    return `${busiest.process}: it computes ${percent(busy)} of the time, while the machine is only ${percent(machineBusy)} busy`;
  }
  return (
    `waiting for answers, not computing: the machine is ${percent(machineBusy)} busy, and even ${busiest.process} ` +
    `computes only ${percent(busy)} of the time`
  );
}

/** An event passes every step, so what it waits for in all is the sum of what it waits for each. */
function longestWait(steps: readonly StepFigures[]): string {
  const [longest] = [...steps].sort((a, b) => b.waitMs - a.waitMs);
  const inAll = steps.reduce((sum, { waitMs }) => sum + waitMs, 0);
  if (longest === undefined || inAll === 0) return 'no record waited anywhere';
  return `records wait longest for ${longest.step}, ${Math.round(longest.waitMs)} ms each, ${percent(longest.waitMs / inAll)} of all waiting`;
}

function percent(part: number): string {
  return `${Math.round(100 * part)} %`;
}
