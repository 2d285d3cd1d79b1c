import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { replayed } from '../terms/replayed';
import { acceptanceCase, acceptanceCaseNames } from './acceptance-cases';
import { comparison } from './compare-ledgers';
import { readLedgerOutput } from './ledger-output';

const presets = loadTerms(presetPaths());
const { cases, histories } = acceptanceCaseNames();

it('are the thirty cases and the twelve histories', () => {
  expect([cases.length, histories.length]).toEqual([30, 12]);
});

it.each([...cases, ...histories])('%s comes out as expected, line by line', async (name) => {
  const { events, expected } = acceptanceCase(name);
  expect(comparison(expected, readLedgerOutput(await replayed(presets, events)))).toBe('equal');
});
