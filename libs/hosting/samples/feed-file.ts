import type { Answer, LedgerRuntime, Offer } from '@ledger/runner/ledger-runtime';
import { readJsonLines } from '../input/read-json-lines';
import type { SampleFile } from './sample-files';

const CHUNK = 500;

export interface Fed {
  readonly accepted: number;
  readonly ignored: number;
  readonly rejected: number;
  /** Lines that had been fed before, under the same name. */
  readonly repeated: number;
}

/**
 * Feeds an NDJSON file line by line. Its lines are known by the place `file:<name>` and their numbers, so that feeding
 * the same file again changes nothing. The signal ends it between two requests.
 */
export async function feedFile(runtime: LedgerRuntime, { path, name }: SampleFile, signal: AbortSignal): Promise<Fed> {
  const fed = { accepted: 0, ignored: 0, rejected: 0, repeated: 0 };
  const count = (answers: readonly Answer[]) => {
    for (const { repeated, verdict } of answers) fed[repeated ? 'repeated' : verdict.type] += 1;
  };
  let chunk: Offer[] = [];
  for await (const { value, lineNumber } of readJsonLines(path)) {
    chunk.push({ value, origin: { place: `file:${name}`, index: lineNumber } });
    if (chunk.length < CHUNK) continue;
    count(await runtime.offer(chunk));
    chunk = [];
    if (signal.aborted) return fed;
  }
  if (chunk.length > 0) count(await runtime.offer(chunk));
  return fed;
}
