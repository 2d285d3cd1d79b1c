import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { parseTerms } from '@ledger/program/parse-terms';
import { programTerms, type ProgramTerms } from '@ledger/program/program-terms';
import { ALL_HISTORIES } from './histories/all-histories';
import { replayed } from './replayed';

const presets = presetPaths().map((path) => [basename(path, '.yaml'), path] as const);

function renamed(name: string, path: string): ProgramTerms {
  const yaml = readFileSync(path, 'utf8').replace(`program: ${name}\n`, 'program: copy\n');
  const parsed = parseTerms(yaml, path);
  if (!parsed.ok) throw new Error(`a copy of ${path} is not valid`);
  return programTerms([parsed.terms]);
}

it.each(presets)('a copy of %s under another name has the same terms', (name, path) => {
  const [original] = loadTerms([path]);
  const copies = renamed(name, path).versions.map((terms) => ({ ...terms, program: name }));
  expect(copies).toEqual(original?.versions);
});

it.each(presets)('a copy of %s under another name behaves the same', async (name, path) => {
  const copy = renamed(name, path);
  const histories = ALL_HISTORIES.filter(({ program }) => program === name);
  expect(histories.length).toBeGreaterThan(0);
  for (const { events } of histories) {
    const original = await replayed(loadTerms([path]), events);
    const output = await replayed([copy], events.replaceAll(`"program":"${name}"`, '"program":"copy"'));
    expect(output.replace('"program": "copy"', `"program": "${name}"`)).toBe(original);
  }
});

it('names no program in the code that runs them', () => {
  const libs = join(__dirname, '..', '..', 'libs');
  const sources = readdirSync(libs, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.includes('testing'),
  );
  expect(sources.length).toBeGreaterThan(50);
  const program = new RegExp(`['"\`](${presets.map(([name]) => name).join('|')})['"\`]`);
  // What the API's document shows as an example runs nothing.
  const codeOf = (file: string) =>
    readFileSync(join(libs, file), 'utf8').replace(/^(?:export )?const EXAMPLE_\w+ = .*$/gm, '');
  expect(sources.filter((file) => program.test(codeOf(file)))).toEqual([]);
});
