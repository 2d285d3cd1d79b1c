import { numbered, parseDocumentNumber } from '@ledger/documents/payout/document-number';
import type { Calendar, Month } from '@ledger/kernel/calendar';
import { readRows } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { settlementList, type PayoutSettlementRow, type SettlementKind } from '../tables/payout-settlements';

/** A payout that was paid or came back, and the number of its document. */
export interface NumberedSettlement extends PayoutSettlementRow {
  readonly number: string;
}

/** All that was paid, or came back, in a year of a program, in the order of its numbers. */
export async function settlementsOfYear(
  snapshot: ProgramSnapshot,
  kind: SettlementKind,
  year: number,
): Promise<readonly NumberedSettlement[]> {
  const rows = await readRows(snapshot, settlementList(snapshot, { kind, year }));
  return numbered(snapshot.about.program, kind, year, rows).map(([number, row]) => ({ ...row, number }));
}

/** What was paid and what came back in a month of the program's calendar. */
export async function settlementsOfMonth(
  snapshot: ProgramSnapshot,
  month: Month,
  calendar: Calendar,
): Promise<readonly NumberedSettlement[]> {
  const year = Math.floor(month / 12);
  const all = [
    ...(await settlementsOfYear(snapshot, 'paid', year)),
    ...(await settlementsOfYear(snapshot, 'returned', year)),
  ];
  return all.filter(({ at }) => calendar.monthAt(at) === month);
}

/** What the document of a number is for; null: there is none. */
export async function settlementOfNumber(
  snapshot: ProgramSnapshot,
  number: string,
): Promise<NumberedSettlement | null> {
  const named = parseDocumentNumber(snapshot.about.program, number);
  if (named === null) return null;
  return (await settlementsOfYear(snapshot, named.series, named.year))[named.place - 1] ?? null;
}

/** That a payout was paid, and that it came back, in this order; none: it was not paid. */
export async function settlementsOfPayout(
  snapshot: ProgramSnapshot,
  payout: string,
): Promise<readonly NumberedSettlement[]> {
  const found: NumberedSettlement[] = [];
  for (const { kind, year } of await readRows(snapshot, settlementList(snapshot, { payout }))) {
    const ofYear = await settlementsOfYear(snapshot, kind, year);
    found.push(...ofYear.filter((each) => each.payout === payout));
  }
  return found;
}
