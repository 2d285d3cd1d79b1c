import { textTable } from '@ledger/documents/text-table';
import type { LedgerView, PartnerEntry, ProgramView } from '../ledger-view';
import { formatMoney } from '@ledger/documents/money-text';
import { listTable } from './list-table';
import type { ListName } from './lists';
import { partnerTotals, type PartnerTotals } from './partner-totals';
import { rejectedCounts, trialBalanceLines } from './report-checks';

/** What a table shows besides the totals, and of how many partners at most. */
export interface TableChoice {
  readonly show?: readonly ListName[] | undefined;
  readonly maxRows?: number;
}

const HEAD = ['partner', 'type', 'status', 'currency', 'earned', 'hold', 'payable', 'paid', 'fees', 'why unpaid'];
const RIGHT_ALIGNED = ['earned', 'hold', 'payable', 'paid', 'fees'];

/** The ledger for a reader: totals per partner and why what is unpaid is unpaid, what was rejected, the trial balance; and the lists asked for. */
export async function* tableReport(
  view: LedgerView,
  { show = [], maxRows = Infinity }: TableChoice,
): AsyncIterable<string> {
  for (const program of view.programs) {
    yield `${titleOf(program)}\n`;
    if (program.asOf !== null) yield `${await partnerTable(program, maxRows)}\n`;
    for (const name of show) yield `${name}\n${await listTable(program, name)}\n`;
    for (const line of await footerOf(program)) yield `  ${line}\n`;
    yield '\n';
  }
  if (view.programs.length === 0) yield 'no event named a program\n';
}

function titleOf({ program, asOf }: ProgramView): string {
  if (program === '') return 'belongs to no program';
  return asOf === null ? `${program}: nothing was accepted` : `${program} as of ${asOf}`;
}

async function partnerTable(program: ProgramView, maxRows: number): Promise<string> {
  const totals = new Map<string, PartnerTotals[]>();
  for (const sums of await partnerTotals(program))
    totals.set(sums.partner, [...(totals.get(sums.partner) ?? []), sums]);
  const rows: string[][] = [];
  for await (const partner of program.partners()) {
    const currencies = totals.get(partner.partner) ?? [];
    if (currencies.length === 0) rows.push([...partnerCells(partner), '', '', '', '', '', '', '']);
    for (const sums of currencies) rows.push([...partnerCells(partner), ...moneyCells(sums)]);
  }
  const table = textTable(HEAD, rows.slice(0, maxRows), { right: RIGHT_ALIGNED });
  const more = rows.length - maxRows;
  return more > 0 ? `${table}\n  … and ${more} more rows: ledger export --format table` : table;
}

function partnerCells({ partner, type, tier, status, lockedUntil }: PartnerEntry): string[] {
  const until = lockedUntil === null ? status : `${status} until ${lockedUntil}`;
  return [partner, tier === null ? type : `${type}, ${tier}`, until];
}

function moneyCells({ currency, earned, hold, payable, paid, fees, reasons }: PartnerTotals): string[] {
  const amounts = [earned, hold, payable, paid, fees].map((amountMinor) => formatMoney(amountMinor, currency));
  return [currency, ...amounts, reasons.join(', ')];
}

async function footerOf(program: ProgramView): Promise<readonly string[]> {
  const rejected = await rejectedCounts(program);
  const ignored = program.ignored === 0 ? [] : [`ignored: ${program.ignored}`];
  let anomalies = 0;
  for await (const _ of program.anomalies()) anomalies += 1;
  return [
    ...(await trialBalanceLines(program)),
    ...(rejected === '' ? [] : [`rejected: ${rejected}`]),
    ...ignored,
    ...(anomalies === 0 ? [] : [`anomalies: ${anomalies}`]),
  ];
}
