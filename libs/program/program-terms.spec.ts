import { parseInstant, type Instant } from '@ledger/kernel/instant';
import { loadTerms, presetPaths } from './load-terms-file';
import { momentsInForce, programTerms, termsAt, termsFor, termsKnownFor } from './program-terms';
import type { Terms } from './terms';

const [{ versions: [first] } = { versions: [] }] = loadTerms(presetPaths().slice(0, 1));

function at(day: string): Instant {
  const time = parseInstant(`${day}T00:00:00Z`);
  if (time === null) throw new Error(`no such day: ${day}`);
  return time;
}

function version(number: number, from: string, appliesTo: Terms['appliesTo'] = 'all'): Terms {
  if (first === undefined) throw new Error('there is no preset');
  return { ...first, version: number, effectiveFrom: at(from), appliesTo };
}

const NEW = { partnerApprovedAt: at('2026-07-01'), customerSettledAt: at('2026-07-01') };
const OLD = { partnerApprovedAt: at('2026-06-30'), customerSettledAt: at('2026-06-30') };
/** Neither a partner nor a customer is in question. */
const NOBODY = {};

it('needs a version', () => {
  expect(() => programTerms([])).toThrow('a program needs at least one version of its terms');
});

it('orders versions by when they begin, then by number', () => {
  const program = programTerms([version(3, '2026-07-01'), version(2, '2026-07-01'), version(4, '2026-01-01')]);
  expect(program.versions.map((terms) => terms.version)).toEqual([4, 2, 3]);
  expect(termsAt(program, at('2026-07-01')).version).toBe(3);
});

it('takes the first version for what was before it, too', () => {
  expect(termsAt(programTerms([version(1, '2026-01-01')]), at('2025-01-01')).version).toBe(1);
});

it('takes a version from its first instant on', () => {
  const program = programTerms([version(1, '2026-01-01'), version(2, '2026-07-01')]);
  expect(termsAt(program, at('2026-06-30')).version).toBe(1);
  expect(termsAt(program, at('2026-07-01')).version).toBe(2);
});

it.each([
  ['new-partners', { ...NEW, customerSettledAt: null }, 2],
  ['new-partners', { partnerApprovedAt: null }, 2],
  ['new-customers', { customerSettledAt: null }, 2],
  ['new-partners', { ...OLD, customerSettledAt: at('2026-07-01') }, 1],
  ['new-customers', { ...NEW, partnerApprovedAt: null }, 2],
  ['new-customers', { ...OLD, partnerApprovedAt: at('2026-07-01') }, 1],
  ['new-partners', NOBODY, 1],
  ['new-customers', NOBODY, 1],
  ['new-partners', { customerSettledAt: null }, 1],
  ['new-customers', { partnerApprovedAt: null }, 1],
  ['all', NOBODY, 2],
] as const)('a version for %s leaves the others what they had', (appliesTo, scope, expected) => {
  const program = programTerms([version(1, '2026-01-01'), version(2, '2026-07-01', appliesTo)]);
  expect(termsFor(program, at('2026-08-01'), scope).version).toBe(expected);
  expect(termsAt(program, at('2026-08-01')).version).toBe(appliesTo === 'all' ? 2 : 1);
});

it('knows of a version only since it was published, where that is asked', () => {
  const files = programTerms([version(1, '2026-01-01')]);
  const published = { ...version(2, '2026-07-01'), publishedAt: at('2026-09-01') };
  const program = { ...files, versions: [...files.versions, published] };
  expect(termsFor(program, at('2026-08-01'), NOBODY).version).toBe(2);
  expect(termsKnownFor(program, at('2026-08-01'), NOBODY).version).toBe(1);
  expect(termsKnownFor(program, at('2026-09-01'), NOBODY).version).toBe(2);
  expect(termsKnownFor(program, at('2026-08-01'), NOBODY, at('2026-09-01')).version).toBe(2);
});

it('tells when versions come into force', () => {
  const program = programTerms([version(1, '2026-01-01'), version(2, '2026-07-01'), version(3, '2026-07-01')]);
  expect(momentsInForce(program, at('2026-06-30'), at('2026-07-01'))).toEqual([at('2026-07-01')]);
  expect(momentsInForce(program, at('2026-07-01'), at('2026-08-01'))).toEqual([]);
  expect(momentsInForce(program, null, at('2026-08-01'))).toEqual([]);
});
