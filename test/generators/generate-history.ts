import type { LedgerEventJson } from '@tools/samples/ledger-event-json';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { Terms } from '@ledger/program/terms';
import { adversarialHistory } from './adversarial-history';
import { steadyStream } from './steady-stream';

/**
 * `uniform`: ordinary business, evenly over the partners; `hot-partner`: nine customers of ten are one
 * partner's; `adversarial`: every event type, reason and rejection that the terms allow, late, twice and wrong.
 */
export type Shape = 'uniform' | 'hot-partner' | 'adversarial';

/** What history to make. */
export interface HistoryRequest {
  /** The name of a preset, or the terms of any other program. */
  readonly program: string | Terms;
  readonly seed: number;
  /** How many events: exactly so many come. */
  readonly events: number;
  readonly shape: Shape;
}

/** A history as a list. The same request gives the same events. */
export function generateHistory(request: HistoryRequest): LedgerEventJson[] {
  return [...eventsOf(request)];
}

/**
 * A history as lines of NDJSON without their line breaks, one at a time. `uniform` and `hot-partner` need the
 * same memory for a thousand events as for a million; `adversarial` holds all of its events.
 */
export function* streamHistory(request: HistoryRequest): Generator<string> {
  for (const event of eventsOf(request)) yield JSON.stringify(event);
}

/** The terms of a preset, in its latest version. Throws where there is no preset of that name. */
export function termsOfPreset(name: string): Terms {
  const terms = loadTerms(presetPaths())
    .find(({ name: program }) => program === name)
    ?.versions.at(-1);
  if (terms === undefined) throw new Error(`There is no preset called ${name}: give its terms instead of its name`);
  return terms;
}

function eventsOf({ program, seed, events, shape }: HistoryRequest): Iterable<LedgerEventJson> {
  const terms = typeof program === 'string' ? termsOfPreset(program) : program;
  return shape === 'adversarial' ? adversarialHistory(terms, seed, events) : steadyStream(terms, seed, events, shape);
}
