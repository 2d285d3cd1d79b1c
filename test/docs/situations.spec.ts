import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatMoney } from '@ledger/documents/money-text';
import { readLedgerOutput, type LineOutput } from '../cases/ledger-output';
import { replayOf } from '../properties/replay-in-process';

const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, 'samples', 'senders', 'situations');
const PAGE = readFileSync(join(ROOT, 'docs', 'situations.md'), 'utf8');
const SITUATIONS = readdirSync(FOLDER);

interface Row {
  readonly event: unknown;
}

function eventsOf(file: string): unknown[] {
  const lines = readFileSync(join(FOLDER, file), 'utf8').trimEnd().split('\n');
  return lines.map((line) => (JSON.parse(line) as Row).event);
}

/** A line as the page shows it. */
function cellsOf({ partner, invoice, line, reason, base, amount, currency }: LineOutput): string[] {
  const money = (minor: bigint | null) => (minor === null ? '' : formatMoney(minor, currency));
  return [partner, invoice ?? '', line, reason, money(base), money(amount)];
}

/** The section of the page that shows a situation: from its heading to the next. */
function sectionOf(file: string): string {
  const section = PAGE.split(/^## /m).find((each) => each.includes(`(../samples/senders/situations/${file})`));
  if (section === undefined) throw new Error(`docs/situations.md: no section links ${file}`);
  return section;
}

function tableOf(section: string): string[][] {
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

it.each(SITUATIONS)('%s: what follows is what docs/situations.md says', async (file) => {
  const [program] = readLedgerOutput(await replayOf(eventsOf(file))).programs;
  const section = sectionOf(file);
  expect(tableOf(section)).toEqual(program?.lines.map(cellsOf));
  // What is refused, strange, or lost is told in words.
  for (const { id, code } of program?.rejected ?? []) {
    expect(section).toContain(`\`${id}\``);
    expect(section).toContain(`\`${code}\``);
  }
  for (const { code } of program?.anomalies ?? []) expect(section).toContain(`\`${code}\``);
  for (const { lost } of program?.attributions ?? [])
    for (const { reason } of lost) expect(section).toContain(`\`${reason}\``);
});

it('has no section for what is not sent', () => {
  const linked = [...PAGE.matchAll(/situations\/([\w-]+\.ndjson)\)/g)].map(([, file]) => file);
  expect(linked.toSorted()).toEqual(SITUATIONS.toSorted());
});
