import { formatMoney } from '@ledger/documents/money-text';
import { textTable } from '@ledger/documents/text-table';
import type { KeptReport } from '@ledger/rails/desk/postgres-reconciliations';
import { RULINGS, type Difference } from '@ledger/rails/reconciliation/difference';

const HEAD = [
  'difference',
  'program',
  'payout',
  'partner',
  'transfer',
  'currency',
  'ledger',
  'rail',
  'right is',
  'what follows',
];

/** A report for a person. */
export function reportText(kept: KeptReport): string {
  const { report, program, lookedBy, lookedAt } = kept;
  const about = `${report.rail}${program === null ? '' : `, payouts of ${program}`}, ${lookedAt.toISOString()} by ${lookedBy}`;
  if (report.outcome === 'unknown') return `${about}: nothing was compared: ${report.why}`;
  const { differences, unchecked } = report;
  const rows = differences.map(cellsOf);
  return [
    `${about}: ${comparedText(kept)}`,
    ...(differences.length === 0 ? ['  nothing differs'] : [textTable(HEAD, rows, { right: ['ledger', 'rail'] })]),
    ...(unchecked.length === 0 ? [] : [`  not compared, as the rail did not say: ${unchecked.map(nameOf).join(', ')}`]),
  ].join('\n');
}

function comparedText({ report: { rail, asked, payouts, transfers, foreign } }: KeptReport): string {
  switch (asked) {
    case 'list':
      return `${payouts} payouts, ${transfers} transfers listed (${foreign} of others)`;
    case 'each':
      return `${payouts} payouts, ${transfers} read one by one: ${rail} lists nothing, so a transfer that nobody knows of is not found`;
    case 'nobody':
      return `${payouts} payouts, ${transfers} of them in batches: compared with what people said of these, as nobody else can be asked`;
  }
}

/** The same as one line of JSON, amounts in minor units. */
export function reportJson({ report, ...looked }: KeptReport): string {
  const differences = report.differences.map((each) => ({ ...each, ...RULINGS[each.kind] }));
  return JSON.stringify({ ...looked, ...report, differences }, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}

function cellsOf(difference: Difference): string[] {
  const { kind, program, payout, partner, transfer, currency, ledgerMinor, railMinor } = difference;
  const { right, todo } = RULINGS[kind];
  const money = (minor: bigint | null) => (minor === null ? '' : formatMoney(minor, currency));
  const names = [program ?? '', payout ?? '', partner ?? '', transfer ?? '', currency];
  return [kind, ...names, money(ledgerMinor), money(railMinor), right === 'open' ? '?' : `the ${right}`, todo];
}

function nameOf({ program, payout }: { readonly program: string; readonly payout: string }): string {
  return `${payout} of ${program}`;
}
