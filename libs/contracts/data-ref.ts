import type { OutputType, PublicOutput } from './public-outputs';

/** Types that may come without their data, which are read over HTTP then (`dataRefOf`). */
export const REFERRING_TYPES: ReadonlySet<OutputType> = new Set<OutputType>(['attribution.changed']);

/**
 * Where the data of an output are read instead, as CloudEvents' `dataref`: for what may be too large for any record. Null:
 * its data never are.
 */
export function dataRefOf(program: string, output: PublicOutput): string | null {
  if (output.type !== 'attribution.changed') return null;
  const [name, customer] = [program, output.data.customer].map(encodeURIComponent);
  return `/v1/programs/${name}/customers/${customer}/attribution`;
}
