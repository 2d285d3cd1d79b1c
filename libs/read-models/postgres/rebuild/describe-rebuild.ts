import type { TableDifference } from './compare-schemas';
import type { RebuildOutcome } from './rebuild-read-models';

/** The outcome of a rebuild for a reader: whether it was equal, the first rows that differ, whether it was swapped. */
export function describeRebuild({ position, differences, swapped }: RebuildOutcome): string {
  if (differences.length === 0) return `the rebuilt read models equal the live ones at position ${position}; swapped`;
  const end = swapped
    ? 'swapped all the same (--accept): the rebuilt rows are live now'
    : 'not swapped: the live rows stay; ledger rebuild --accept takes the rebuilt ones';
  return [`the rebuilt read models differ at position ${position}:`, ...differences.flatMap(describeTable), end].join(
    '\n',
  );
}

function describeTable({ table, onlyLive, onlyRebuilt }: TableDifference): readonly string[] {
  return [
    `  ${table}`,
    ...onlyLive.map((row) => `    only live:    ${row}`),
    ...onlyRebuilt.map((row) => `    only rebuilt: ${row}`),
  ];
}
