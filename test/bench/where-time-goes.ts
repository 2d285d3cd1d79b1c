import type { Profiler } from 'node:inspector';

/**
 * Phases of the work, and how a frame on the stack tells of them: `function file`. The innermost frame that tells decides.
 * (What the runtime of Node does for a phase, such as sockets, is counted to it only where the phase is on the stack.)
 */
const PHASES: readonly (readonly [phase: string, frame: RegExp])[] = [
  ['read input', /read-json-lines|node_modules\/split2/],
  ['check schema, conceal personal data', /readOfferToRecord|read-event|read-envelope|conceal-personal-data/],
  ['judge (gate)', /pipeline\/numbering-gate|stages\/intake/],
  ['decide: attribution', /stages\/attribution/],
  ['decide: partner-status', /stages\/partner-status/],
  ['decide: commission', /stages\/commission/],
  ['decide: payout', /stages\/payout/],
  ['encode and hash events', /arrivalEvent|decisionEvent|canonicalEvent|eventColumns|chainHash|check-append|revisions/],
  // Whoever makes a list for the server has asked for it: the append or the projection.
  ['append: send', /event-store\/postgres\/(?!binary-array)|append .*embedded-ledger/],
  ['projection: read the log', /readBatches|recordedArrival|placedDecision|ledgerEntries|event-store\/follow-events/],
  ['projection: fold', /fold-batch|folded-program|read-models\/changes/],
  ['projection: write rows', /read-models\/postgres/],
  ['other work of the runner', /libs\/runner/],
  ['Postgres driver', /node_modules\/(pg|pg-pool|pg-protocol|typeorm)\//],
  ['HTTP', /node_modules\/(express|router|body-parser|@nestjs)|apps\/referral-intake/],
];
const GARBAGE = /^\(garbage collector\)/;
const IDLE = /^\(idle\)/;

export interface PhaseTime {
  readonly phase: string;
  readonly ms: number;
}

/** Sums up a profile by phases, the longest first; idle time is left out. */
export function whereTimeGoes({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): PhaseTime[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const phases = new Map<number, string | null>();
  const phaseOf = (id: number | undefined): string | null => {
    if (id === undefined) return 'the rest of Node';
    const known = phases.get(id);
    if (known !== undefined) return known;
    const { functionName, url } = byId.get(id)?.callFrame ?? { functionName: '', url: '' };
    const phase = ownPhase(`${functionName} ${url}`);
    const found = phase === undefined ? phaseOf(parents.get(id)) : phase;
    phases.set(id, found);
    return found;
  };
  const sums = new Map<string, number>();
  samples.forEach((id, index) => {
    const phase = phaseOf(id);
    if (phase !== null) sums.set(phase, (sums.get(phase) ?? 0) + (timeDeltas[index] ?? 0) / 1000);
  });
  return [...sums].map(([phase, ms]) => ({ phase, ms })).sort((a, b) => b.ms - a.ms);
}

/** The phase that a frame tells of; null: idle; undefined: it does not tell. */
function ownPhase(frame: string): string | null | undefined {
  if (IDLE.test(frame)) return null;
  if (GARBAGE.test(frame)) return 'collect garbage';
  return PHASES.find(([, pattern]) => pattern.test(frame))?.[0];
}
