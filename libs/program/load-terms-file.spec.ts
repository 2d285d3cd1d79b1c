import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseInstant } from '@ledger/kernel/instant';
import { loadTerms, presetPaths, TermsFileError } from './load-terms-file';
import { termsAt } from './program-terms';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'terms-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A file with a preset's terms, some of them written differently. */
function fileWith(name: string, preset: string, ...changes: [from: string, to: string][]): string {
  const source = presetPaths().find((path) => path.endsWith(`${preset}.yaml`)) ?? '';
  const text = changes.reduce((terms, [from, to]) => terms.replace(from, to), readFileSync(source, 'utf8'));
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const version2: [string, string][] = [
  ['version: 1', 'version: 2'],
  ['effectiveFrom: 2020-01-01', 'effectiveFrom: 2026-07-01'],
];

it('loads the presets, in the order of their names', () => {
  const programs = loadTerms(presetPaths());
  expect(programs.map(({ name }) => name)).toEqual(['odoopbx', 'plaidcloud', 'plixo', 'reseller', 'three-tier']);
});

it('takes several files of one program for its versions, in any order', () => {
  const paths = [fileWith('2.yaml', 'plixo', ...version2), fileWith('1.yaml', 'plixo')];
  const [program] = loadTerms(paths);
  const at = parseInstant('2026-07-01T00:00:00Z');
  if (program === undefined || at === null) throw new Error('expected one program');
  expect(program.versions.map(({ version }) => version)).toEqual([1, 2]);
  expect(termsAt(program, at).version).toBe(2);
});

it.each([
  ['an unreadable file', () => [join(folder, 'none.yaml')], /none\.yaml: cannot be read: there is no such file$/],
  [
    'invalid terms, with all their faults',
    () => [fileWith('bad.yaml', 'plixo', ['rate: 10%', 'rate: 10'], ['clearingDays: 30', 'clearingDays: many'])],
    /bad\.yaml:\d+: earnings\.rates\[0\]\.rate is 10: .*did you mean 10%\?; .*bad\.yaml:\d+: .*clearingDays.* many.*$/,
  ],
  [
    'a version number twice',
    () => [fileWith('a.yaml', 'plixo'), fileWith('b.yaml', 'plixo')],
    /b\.yaml: version is 1 twice: number the versions of plixo 1, 2, … \(compare .*a\.yaml\)$/,
  ],
  [
    'versions in different time zones',
    () => [fileWith('a.yaml', 'plixo'), fileWith('b.yaml', 'plixo', ...version2, ['UTC', 'Asia/Tokyo'])],
    /b\.yaml: timeZone is Asia\/Tokyo: all versions of plixo keep UTC/,
  ],
  [
    'versions that earn on different events',
    () => [
      fileWith('a.yaml', 'plixo'),
      fileWith('b.yaml', 'plixo', ...version2, ['earnOn: collected', 'earnOn: billed']),
    ],
    /b\.yaml: earnings\.earnOn is billed: all versions of plixo keep collected/,
  ],
  [
    'versions with different promotions',
    () => [fileWith('a.yaml', 'reseller'), fileWith('b.yaml', 'reseller', ...version2, ['slots: 3', 'slots: 4'])],
    /b\.yaml: earnings\.promotion is launch \(4 slots, 50%\): all versions of reseller keep launch \(3 slots, 50%\)/,
  ],
  [
    'a first version that does not apply to all',
    () => [fileWith('a.yaml', 'plixo', ['appliesTo: all', 'appliesTo: new-partners'])],
    /a\.yaml: appliesTo is new-partners: the version of plixo that begins first applies to all/,
  ],
])('refuses %s in one line', (_title, paths, message) => {
  const load = () => loadTerms(paths());
  expect(load).toThrow(TermsFileError);
  expect(load).toThrow(message);
});
