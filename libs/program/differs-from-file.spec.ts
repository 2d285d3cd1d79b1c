import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { differencesFromFiles } from './differs-from-file';
import { loadTerms, presetPaths } from './load-terms-file';
import { programTerms } from './program-terms';

const known = new Map(loadTerms(presetPaths()).map((terms) => [terms.name, terms]));
const plixo = presetPaths().find((path) => basename(path) === 'plixo.yaml') as string;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'terms-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function edited(change: (text: string) => string): string {
  const path = join(folder, 'plixo.yaml');
  writeFileSync(path, change(readFileSync(plixo, 'utf8')));
  return path;
}

const said = (path: string, programs: ReadonlyMap<string, ReturnType<typeof programTerms>> = known) =>
  differencesFromFiles([path], programs, 'ledger terms');

describe('a start says of a file of terms', () => {
  it('nothing where the log has them', () => {
    expect(differencesFromFiles(presetPaths(), known, 'ledger terms')).toEqual([]);
  });

  it('nothing where the log has a later version besides', () => {
    const versions = known.get('plixo')?.versions ?? [];
    const more = programTerms([...versions, ...versions.map((terms) => ({ ...terms, version: 2 }))]);
    expect(said(plixo, new Map([['plixo', more]]))).toEqual([]);
  });

  it('that the ledger keeps its own, and how to change them, where it was changed', () => {
    const path = edited((text) => text.replace('clearingDays: 30', 'clearingDays: 31'));
    expect(said(path)).toEqual([
      `${path} differs from the terms of plixo in the log (version 1), which the ledger keeps; to change them: ` +
        `set version: 2 and the day of effectiveFrom in it, then ledger terms publish ${path} --dry-run`,
    ]);
  });

  it('how to publish it, where it is the next version', () => {
    const path = edited((text) => text.replace('version: 1', 'version: 2'));
    expect(said(path)[0]).toMatch(/which the ledger keeps; to change them: ledger terms publish \S+ --dry-run$/);
  });

  it('how to add its program, where the log has none such', () => {
    expect(said(plixo, new Map())).toEqual([
      `${plixo}: this ledger does not know program plixo yet; to add it: ledger terms publish ${plixo} --dry-run`,
    ]);
  });

  it('what is wrong with it, where it cannot be read: nobody needs it', () => {
    const path = edited((text) => text.replace('clearingDays: 30', 'clearingDays: soon'));
    expect(said(path)[0]).toMatch(/plixo\.yaml:\d+: .*clearingDays.*\(the ledger keeps the terms that its log has\)$/);
    expect(said(join(folder, 'none.yaml'))[0]).toContain('there is no such file (the ledger keeps');
  });
});
