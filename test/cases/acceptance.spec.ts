import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { replayed } from '../terms/replayed';
import { acceptanceCase, acceptanceCaseNames } from './acceptance-cases';
import { comparison } from './compare-ledgers';
import { readLedgerOutput, type LedgerOutput } from './ledger-output';

const presets = loadTerms(presetPaths());
const { cases, histories } = acceptanceCaseNames();

it('are the forty-eight cases and the twelve histories', () => {
  expect([cases.length, histories.length]).toEqual([48, 12]);
});

it.each([...cases, ...histories])('%s comes out as expected, line by line and field by field', async (name) => {
  const { events, expected } = acceptanceCase(name);
  const actual = readLedgerOutput(await replayed(presets, events));
  expect(comparison(expected, actual)).toBe('equal');
  expect(withoutWording(actual)).toEqual(withoutWording(expected));
});

/** The comparer looks at what matters; this is all the rest, but for how the detail of a rejection is worded. */
function withoutWording({ asOf, programs }: LedgerOutput) {
  const worded = programs.map((program) => ({
    ...program,
    rejected: program.rejected.map(({ detail: _detail, ...rejected }) => rejected),
  }));
  return { asOf, programs: worded };
}
