import { formatQuarter } from '@ledger/kernel/calendar';
import { formatRate } from '@ledger/kernel/rate';
import { termsFor } from '@ledger/program/program-terms';
import { attributionEntry } from '@ledger/read-models/as-of/attribution-entry';
import { partnerEntry } from '@ledger/read-models/as-of/partner-entry';
import { attributionsOfPartner } from '@ledger/read-models/postgres/queries/attributions-of-partner';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { moneyOfPartner } from '@ledger/read-models/tables/own-money';
import { latestOwnLines } from '@ledger/read-models/tables/own-lines';
import { monthList } from '@ledger/read-models/tables/statement-months';
import type { ReadOwn } from '@ledger/service-kit/partners/partner-reader';
import { ownLine, ownLineDto, type OwnLineDto } from './own-line.dto';

/** So many lines are the recent activity. */
const RECENT = 10;

export interface OwnTotals {
  readonly currency: string;
  readonly earned: bigint;
  readonly hold: bigint;
  readonly payable: bigint;
  readonly inTransit: bigint;
  readonly paid: bigint;
}

export interface WinCounter {
  readonly quarter: string;
  readonly wins: number;
  readonly bonusFrom: number;
  readonly bonusRate: string;
  /** So many more wins bring the bonus. */
  readonly missing: number;
}

export interface OwnSummary {
  readonly totals: readonly OwnTotals[];
  readonly logos: { readonly won: number; readonly pending: number };
  readonly quarter: WinCounter | null;
  readonly recent: readonly OwnLineDto[];
}

/** What a partner sees first; every figure is of the same state of its rows. */
export async function ownSummary(read: ReadOwn): Promise<OwnSummary> {
  const { snapshot, key } = read;
  const recent = await readRows(snapshot, latestOwnLines(snapshot, key.partner, RECENT));
  return {
    totals: await totalsOf(read),
    logos: await logosOf(read),
    quarter: winCounter(read),
    recent: recent.map((line) => ownLineDto(ownLine(line, read))),
  };
}

/** earned = hold + payable + in transit + paid, in each currency. */
async function totalsOf({ snapshot, key: { partner } }: ReadOwn): Promise<readonly OwnTotals[]> {
  const standing = new Map((await moneyOfPartner(snapshot, partner)).map((account) => [account.currency, account]));
  const sums = new Map<string, { earned: bigint; made: bigint }>();
  for (const row of await readRows(snapshot, monthList(snapshot, { partner }))) {
    const { earned, made } = sums.get(row.currency) ?? { earned: 0n, made: 0n };
    const posted = row.accruedMinor + row.adjustedMinor + row.reversedMinor;
    sums.set(row.currency, { earned: earned + posted, made: made + row.paidMinor });
  }
  return [...sums].map(([currency, { earned, made }]) => {
    const account = standing.get(currency);
    const inTransit = account?.inTransitMinor ?? 0n;
    const [hold, payable] = [account?.holdMinor ?? 0n, account?.payableMinor ?? 0n];
    return { currency, earned, hold, payable, inTransit, paid: made - inTransit };
  });
}

/** Won: activated customers that are sourced to the partner. Pending: those that it is credited with and that are not won. */
async function logosOf({ snapshot, terms, clock, key, partner }: ReadOwn) {
  let sourced = 0;
  for await (const row of attributionsOfPartner(snapshot, key.partner)) {
    const credits = attributionEntry(row, terms, clock)?.credits ?? [];
    if (credits.some((credit) => credit.partner === key.partner && credit.role === 'sourced')) sourced += 1;
  }
  const won = partner.counted.length;
  return { won, pending: Math.max(0, sourced - won) };
}

/** null: the terms have no bonus for wins. */
function winCounter({ terms, clock, partner }: ReadOwn): WinCounter | null {
  const { bonus } = termsFor(terms, clock, { partnerApprovedAt: partner.approvedAt });
  if (bonus === null) return null;
  const quarter = formatQuarter(terms.calendar.quarterAt(clock));
  const wins = partnerEntry(partner, terms, clock).wins[quarter] ?? 0;
  const missing = Math.max(0, bonus.wins - wins);
  return { quarter, wins, bonusFrom: bonus.wins, bonusRate: formatRate(bonus.rate), missing };
}
