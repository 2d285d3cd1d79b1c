import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { LedgerOutput, ProgramOutput } from './ledger-output';
import { breachesInside } from './ledger-sanity';
import { momentOf, tablesOf, type Table } from './ledger-tables';
import { reprOf, textOf, type PythonValue } from './python-text';

const MOST_SHOWN = 20;

type Row = PythonValue;

/** Every difference between an expected and an actual output, in the words of `compare.py --lines`. */
export function differencesOf(expected: LedgerOutput, actual: LedgerOutput, lines = true): readonly string[] {
  const differences: string[] = [];
  if (momentOf(expected.asOf) !== momentOf(actual.asOf)) {
    differences.push(`asOf: oracle ${textOf(expected.asOf)}, product ${textOf(actual.asOf)}`);
  }
  const [oracle, product] = [byName(expected), byName(actual)];
  for (const name of [...new Set([...oracle.keys(), ...product.keys()])].sort(compareCodePoints)) {
    const [one, other] = [oracle.get(name), product.get(name)];
    if (one !== undefined && other !== undefined) differences.push(...programDifferences(one, other, lines));
    else differences.push(`${reprOf(name)}: only in ${one === undefined ? 'product' : 'oracle'}`);
  }
  return differences;
}

/** What compare.py prints: the first differences and how many there are, or `equal`. */
export function comparison(expected: LedgerOutput, actual: LedgerOutput): string {
  const differences = differencesOf(expected, actual);
  if (differences.length === 0) return 'equal';
  const more = differences.length > MOST_SHOWN ? [`... ${differences.length - MOST_SHOWN} more`] : [];
  return [...differences.slice(0, MOST_SHOWN), ...more, `${differences.length} differences`].join('\n');
}

function byName({ programs }: LedgerOutput): ReadonlyMap<string, ProgramOutput> {
  return new Map(programs.map((program) => [program.program, program]));
}

function programDifferences(expected: ProgramOutput, actual: ProgramOutput, lines: boolean): readonly string[] {
  const name = expected.program;
  const clocks =
    momentOf(expected.asOf) === momentOf(actual.asOf)
      ? []
      : [`${name} asOf: oracle ${textOf(expected.asOf)}, product ${textOf(actual.asOf)}`];
  const others = new Map(tablesOf(actual, lines).map((table) => [table.name, table]));
  return [
    ...clocks,
    ...breachesInside(expected, 'oracle'),
    ...breachesInside(actual, 'product'),
    ...tablesOf(expected, lines).flatMap((table) => {
      const other = others.get(table.name) as Table;
      return rowDifferences(table, other).map((difference) => `${name} ${table.name} ${difference}`);
    }),
  ];
}

function rowDifferences(expected: Table, actual: Table): readonly string[] {
  const keys = new Map([...expected.rows, ...actual.rows].map(([text, { key }]) => [text, key]));
  return [...keys]
    .sort(([, a], [, b]) => compareCodePoints(textOf(a), textOf(b)))
    .flatMap(([text, key]) => {
      const [oracle, product] = [expected, actual].map((table) => table.rows.get(text)?.value ?? null) as [Row, Row];
      if (reprOf(oracle) === reprOf(product)) return [];
      return [`${wordsOf(key)}: oracle ${textOf(oracle)}, product ${textOf(product)}`];
    });
}

function wordsOf(key: PythonValue): string {
  if (key !== null && typeof key === 'object' && 'tuple' in key) return key.tuple.map(textOf).join(' ');
  return textOf(key);
}
