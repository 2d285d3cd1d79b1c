import { join } from 'node:path';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { programSections } from './read-terms-doc';
import { replayed } from './replayed';

type Row = Readonly<Record<string, unknown>>;

const programs = loadTerms([
  ...presetPaths(),
  join(__dirname, 'sixth-program.yaml'),
  join(__dirname, 'careful-program.yaml'),
]);

/** A field as the tables of docs/terms.md show it. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

describe.each(programSections().map((section) => [section.program, section] as const))('%s', (program, section) => {
  let ledger: Readonly<Record<string, readonly Row[]>>;

  beforeAll(async () => {
    const output = JSON.parse(await replayed(programs, section.events)) as {
      programs: Record<string, readonly Row[]>[];
    };
    expect(output.programs).toHaveLength(1);
    ledger = output.programs[0] ?? {};
  });

  it('takes every event of its example', () => {
    expect(ledger).toMatchObject({ program, rejected: [], anomalies: [], ignored: 0 });
  });

  it.each(section.tables.map(({ name, rows }) => [name, rows] as const))('comes to its table of %s', (name, rows) => {
    const fields = Object.keys(rows[0] ?? {});
    const actual = (ledger[name] ?? []).map((row) =>
      Object.fromEntries(fields.map((field) => [field, shown(row[field])])),
    );
    expect(actual).toEqual(rows);
  });
});
