import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { parseTerms } from '@ledger/program/parse-terms';
import { formatTermsError } from '@ledger/program/terms-error';
import { fences, programSections, termsDoc } from './read-terms-doc';

const files = [...presetPaths(), join(__dirname, 'sixth-program.yaml'), join(__dirname, 'careful-program.yaml')];
const sections = programSections();

function textOf(program: string): string {
  const file = files.find((path) => loadTerms([path])[0]?.name === program);
  if (file === undefined) throw new Error(`no terms of ${program}`);
  return readFileSync(file, 'utf8');
}

/** A quotation begins at the margin, wherever in the file it was taken from. */
function withoutIndent(yaml: string): string {
  return yaml.replace(/^ +/gm, '');
}

it('has a worked example of every preset and of the sixth program', () => {
  const programs = loadTerms(files).map(({ name }) => name);
  expect(sections.map(({ program }) => program).sort()).toEqual([...programs].sort());
});

it.each(sections.map(({ program, excerpts }) => [program, excerpts] as const))(
  'quotes the terms of %s as they are',
  (program, excerpts) => {
    expect(excerpts.length).toBeGreaterThan(0);
    const terms = withoutIndent(textOf(program));
    for (const excerpt of excerpts) expect(terms).toContain(withoutIndent(excerpt));
  },
);

it('quotes a refusal as it is', () => {
  const path = presetPaths().find((file) => basename(file) === 'plixo.yaml') ?? '';
  const parsed = parseTerms(readFileSync(path, 'utf8').replace('rate: 10%', 'rate: 20'), basename(path));
  const refusals = parsed.ok ? [] : parsed.errors.map(formatTermsError);
  expect(fences(termsDoc(), 'text')).toEqual([`${refusals.join('\n')}\n`]);
});
