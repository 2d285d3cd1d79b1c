import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { MemoryLedger } from '@ledger/read-models/memory/memory-ledger';
import { writeReport } from '@ledger/read-models/report/write-report';
import { ReplayLedger } from '@ledger/runner/replay-ledger';

const ROOT = resolve(__dirname, '../..');
const read = (file: string) => readFileSync(resolve(ROOT, file), 'utf8');

/** What `ledger replay --format table` prints of a file. */
async function tableOf(file: string): Promise<string> {
  const programs = loadTerms(presetPaths());
  const termsOf = (name: string): ProgramTerms => programs.find(({ name: program }) => program === name)!;
  const rows = new MemoryLedger((name) => termsOf(name).calendar);
  const ledger = new ReplayLedger({ programs, skipped: new Set(), asOf: null }, rows);
  for (const line of read(file).trim().split('\n')) ledger.offer(JSON.parse(line));
  ledger.finish();
  const out = new PassThrough();
  const printed = text(out);
  await writeReport(await ledgerAsOf(rows, { termsOf, asOf: null }), out, { format: 'table' });
  out.end();
  return printed;
}

describe('README.md', () => {
  it('shows the whole table that npm start prints of a sample', async () => {
    const table = (await tableOf('samples/plixo.ndjson')).trim();
    expect(table.split('\n').length).toBeGreaterThan(20);
    expect(read('README.md')).toContain(`${table}\n…\n`);
  });

  it.each(presetPaths().map((path) => basename(path, '.yaml')))('says how the sample of %s was taken', async (name) => {
    const file = `samples/${name}.ndjson`;
    const table = await tableOf(file);
    const [rejected, ignored] = ['rejected', 'ignored'].map((what) =>
      Number(new RegExp(`${what}: (\\d+)`).exec(table)?.[1]),
    );
    const accepted = read(file).trim().split('\n').length - rejected! - ignored!;
    expect(read('README.md')).toContain(`  ${file}: ${accepted} accepted, ${ignored} ignored, ${rejected} rejected\n`);
  });

  it('names commands that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read('README.md').matchAll(/`npm run ([a-z][\w:]*)/g)].map(([, script = '']) => script);
    expect(named.length).toBeGreaterThan(8);
    for (const script of named) expect(Object.keys(scripts)).toContain(script);
  });
});
