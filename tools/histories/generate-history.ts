import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { steadyBusiness } from './business/steady-business';
import { crowd } from './crowd/crowd';
import type { Knobs } from './knobs';
import type { LedgerEventJson } from './ledger-event-json';
import { tellScenarios } from './scenarios/tell-scenarios';
import { countingSender, sendHappenings, unorderedSender } from './send-happenings';
import { SHAPES, type Shape } from './shapes';
import { Telling } from './telling';

/** What history to make. */
export interface HistoryRequest {
  /** The name of a preset, or the terms of any other program. */
  readonly program: string | Terms;
  readonly seed: number;
  /** How many events: exactly so many come. Missing: what the scenarios have, told once. */
  readonly events?: number;
  /** A name of settings, or what is turned otherwise. */
  readonly shape: Shape | Knobs;
}

/**
 * The one generator of histories: events of one program, in the order in which they arrive. The same request gives the
 * same events, byte for byte, on every machine. The samples, the benchmark, the simulation and the property tests all
 * take theirs from here; what they want of it, they say by the knobs.
 */
export function generateHistory(request: HistoryRequest): LedgerEventJson[] {
  return [...eventsOf(request)];
}

/**
 * A history as lines of NDJSON without their line breaks, one at a time. Business needs the same memory for a thousand
 * events as for a million; of scenarios, all events are held.
 */
export function* streamHistory(request: HistoryRequest): Generator<string> {
  for (const event of eventsOf(request)) yield JSON.stringify(event);
}

let presets: readonly ProgramTerms[] | undefined;

/** The terms of a preset, in its latest version. Throws where there is no preset of that name. */
export function termsOfPreset(name: string): Terms {
  presets ??= loadTerms(presetPaths());
  const terms = presets.find(({ name: program }) => program === name)?.versions.at(-1);
  if (terms === undefined) throw new Error(`There is no preset called ${name}: give its terms instead of its name`);
  return terms;
}

function eventsOf({ program, seed, shape, events = Infinity }: HistoryRequest): Iterable<LedgerEventJson> {
  const knobs = typeof shape === 'string' ? SHAPES[shape] : shape;
  const { acting } = knobs;
  if (acting.by !== 'scenarios' && !Number.isFinite(events)) {
    throw new RangeError(`a history by ${acting.by} ends nowhere by itself: say how many events it has`);
  }
  const telling = new Telling(typeof program === 'string' ? termsOfPreset(program) : program, seed, events, knobs);
  switch (acting.by) {
    case 'scenarios':
      return tellScenarios(telling, acting);
    case 'business':
      return sendHappenings(telling, steadyBusiness(telling, acting), countingSender());
    case 'crowd':
      return sendHappenings(telling, crowd(telling, acting), unorderedSender(telling.random));
  }
}
