import type {
  PartnerStatement,
  StatementAccount,
  StatementLine,
  StatementPayout,
} from '@ledger/documents/statement/statement';
import {
  firstDateOfMonth,
  formatDate,
  formatMonth,
  type Calendar,
  type CalendarDate,
  type Month,
} from '@ledger/kernel/calendar';
import { ZERO } from '@ledger/kernel/money';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import { statementEntry } from '../as-of/statement-entries';
import { readAll, readRows } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { encodeText } from '../postgres/text-codec';
import { lineList, type LineRow } from '../tables/lines';
import { contactsOfPartner, type ContactKind } from '../tables/partner-contacts';
import { movesOfMonth, type PayoutMoveRow } from '../tables/payout-moves';
import {
  monthOfPartner,
  NO_SUMS,
  statementsOfMonth,
  type MonthSums,
  type OpenedMonth,
} from '../tables/statement-months';

/** Gives the text behind a reference; the reference itself where it is erased. */
export type TextsOf = (refs: readonly string[]) => Promise<(ref: string) => string>;

/** Reads the statement of a partner for a month, in one state of the program. A month in which nothing happened yet has no currency. */
export async function readStatement(
  snapshot: ProgramSnapshot,
  { partner, month }: { readonly partner: string; readonly month: Month },
  calendar: Calendar,
  textsOf: TextsOf,
): Promise<PartnerStatement> {
  const nextDay = firstDateOfMonth((month + 1) as Month);
  const months = await readRows(snapshot, monthOfPartner(snapshot, partner, month));
  const lines = (await readRows(snapshot, lineList(snapshot, { partner, month }))).map(({ row }) => row);
  const moves = await readRows(snapshot, movesOfMonth(snapshot, partner, month));
  const { name = null, company = null } = await namesOf(snapshot, partner, textsOf);
  return {
    program: snapshot.about.program,
    partner,
    name,
    company,
    month: formatMonth(month),
    from: formatDate(firstDateOfMonth(month)),
    through: formatDate((nextDay - 1) as CalendarDate),
    timeZone: calendar.timeZone,
    isClosed: await isClosed(snapshot, month),
    endsAtMs: calendar.startOfDate(nextDay),
    accounts: months
      .map((opened) => accountOf(opened, lines, moves, calendar))
      .filter((account) => account.openingMinor !== ZERO || account.lines.length > 0 || account.payouts.length > 0),
  };
}

/** The partners to whom something was owed or happened in a month, by name. */
export async function statementPartners(snapshot: ProgramSnapshot, month: Month): Promise<readonly string[]> {
  const partners = new Set<string>();
  for await (const row of readAll(snapshot, statementsOfMonth(snapshot, month, undefined))) {
    if (hasSomething(row)) partners.add(row.partner);
  }
  return [...partners];
}

function hasSomething({ openingMinor, ...row }: OpenedMonth): boolean {
  return openingMinor !== ZERO || (Object.keys(NO_SUMS) as (keyof MonthSums)[]).some((field) => row[field] !== ZERO);
}

async function isClosed({ sql, schema, about: { program } }: ProgramSnapshot, month: Month): Promise<boolean> {
  const query = `SELECT EXISTS (SELECT FROM ${schema}.closed_months WHERE program = $1 AND month >= $2) AS closed`;
  const [stored] = await sql.rows<{ closed: boolean }>(query, [encodeText(program), month]);
  return stored?.closed === true;
}

/** How a partner calls itself: what was erased, or cannot be read in this process, is not shown by its pseudonym. */
export async function namesOf(
  snapshot: ProgramSnapshot,
  partner: string,
  textsOf: TextsOf,
): Promise<Partial<Record<ContactKind, string>>> {
  const contacts = await contactsOfPartner(snapshot, partner);
  const textOf = await textsOf(contacts.map(({ ref }) => ref));
  return Object.fromEntries(
    contacts.map(({ kind, ref }) => [kind, textOf(ref), ref]).filter(([, text, ref]) => text !== ref),
  ) as Partial<Record<ContactKind, string>>;
}

function accountOf(
  opened: OpenedMonth,
  lines: readonly LineRow[],
  moves: readonly PayoutMoveRow[],
  calendar: Calendar,
): StatementAccount {
  const { currency, month, openingMinor } = opened;
  const entry = statementEntry(opened, month, openingMinor, opened);
  return {
    currency,
    openingMinor,
    accruedMinor: entry.accrued,
    adjustedMinor: entry.adjusted,
    reversedMinor: entry.reversed,
    paidMinor: entry.paid,
    closingMinor: entry.closing,
    feesMinor: entry.fees,
    withheldMinor: entry.withheld,
    netMinor: entry.net,
    lines: lines
      .filter((line) => line.currency === currency)
      .sort(byTime)
      .map((line) => lineOf(line, calendar)),
    payouts: moves.filter((move) => move.currency === currency).map((move) => payoutOf(move, calendar)),
  };
}

/** The order of lines on paper. */
export function byTime(a: LineRow, b: LineRow): number {
  return (
    a.effectiveAt - b.effectiveAt ||
    compareCodePoints(a.invoice ?? '', b.invoice ?? '') ||
    compareCodePoints(a.line, b.line) ||
    a.lineSeq - b.lineSeq
  );
}

/** A line as it stands on paper. */
export function lineOf(row: LineRow, calendar: Calendar): StatementLine {
  const { customer, invoice, line, lineSeq: seq, reason, baseMinor, rate, amountMinor } = row;
  const date = formatDate(calendar.dateAt(row.effectiveAt));
  return { date, customer, invoice, line, seq, reason, baseMinor, rate, amountMinor };
}

function payoutOf(move: PayoutMoveRow, calendar: Calendar): StatementPayout {
  const { payout, kind, rail, grossMinor, feeMinor, withheldMinor, netMinor } = move;
  const date = formatDate(calendar.dateAt(move.postedAt));
  return { date, payout, kind, rail, grossMinor, feeMinor, withheldMinor, netMinor };
}
