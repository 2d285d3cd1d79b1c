import { compareCodePoints } from '@ledger/kernel/code-point-order';
import { Fault } from '@ledger/kernel/fault';
import { formatInstant, instant, type Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { nextRunAfter, runsOn } from '@ledger/stages/payout/payout-schedule';
import { accountAhead } from '../as-of/account-balance';
import { expectedPayout } from '@ledger/stages/payout/expected-payout';
import { groundsOfPartners, type ReadBalances } from '../postgres/queries/balances-of-partners';
import { partnersWithOpenAccounts } from '../postgres/queries/partners-with-open-accounts';
import type { AccountKey } from '../tables/accounts';
import { accountAtRun, nothingOwed, type AccountAtRun } from './account-at-run';
import { grouped } from './grouped';
import { paidBefore, readLastRuns, type LastRuns } from './last-runs';
import {
  changeOf,
  type PayoutChange,
  type PreviewedPayout,
  type PreviewedUnpaid,
  type RunPreview,
} from './run-preview';

/** So many partners are read at once. */
const PARTNERS = 100;
/** No schedule is rarer than a quarter. */
const DAYS_AHEAD = 93;

/** There is no run that could be previewed; what is asked for says why. */
export class NoRunAhead extends Fault {
  override readonly name = 'NoRunAhead';
  override readonly kind = 'mend';
}

/**
 * What the next run that pays or proposes anything will do, or the first at or after a time, if nothing else happens;
 * read in one state. Throws NoRunAhead.
 */
export async function readRunPreview(read: ReadBalances, program: string, at: Instant | null): Promise<RunPreview> {
  const { snapshot, terms, clock } = read;
  if (at !== null && at <= clock) {
    const shows = formatInstant(clock);
    throw new NoRunAhead(`${formatInstant(at)} is not ahead: the clock of ${program} shows ${shows}`);
  }
  const names = await partnersWithOpenAccounts(snapshot);
  const runAt = at === null ? await nextThatPays(read, names) : runFrom(terms, at);
  const last = await readLastRuns(snapshot, terms.calendar, runAt);
  const [pays, leaves, changes]: [PreviewedPayout[], PreviewedUnpaid[], PayoutChange[]] = [[], [], []];
  for await (const account of accountsAt(read, runAt, names, last)) {
    const { partner, currency, payout, waiting } = account;
    if (payout !== null) pays.push({ partner, currency, ...payout });
    leaves.push(...waiting.map((each) => ({ partner, currency, ...each })));
    const change = changeOf(account, paidBefore(last, account));
    if (change !== null) changes.push(change);
  }
  return { program, asOf: clock, runAt, pays, leaves, lastRuns: last.runs, changes };
}

/** All accounts in which anything is owed, and those that a last run paid, by partner and currency. */
async function* accountsAt(
  read: ReadBalances,
  runAt: Instant,
  names: readonly string[],
  { accounts }: LastRuns,
): AsyncIterable<AccountAtRun> {
  const all = [...new Set([...names, ...accounts.map(({ partner }) => partner)])].sort(compareCodePoints);
  const paid = grouped(accounts, ({ partner }) => partner);
  for (let from = 0; from < all.length; from += PARTNERS) {
    const some = all.slice(from, from + PARTNERS);
    const besides = some
      .flatMap((name) => paid.get(name) ?? [])
      .map((each) => nothingOwed(each.partner, each.currency));
    const grounds = await groundsOfPartners(read, some, besides);
    const judged = grounds.map((ground) => accountAtRun(ground, read.clock, runAt));
    yield* judged.sort(byAccount);
  }
}

async function nextThatPays(read: ReadBalances, names: readonly string[]): Promise<Instant> {
  let first: Instant | null = null;
  for (let from = 0; from < names.length; from += PARTNERS) {
    for (const ground of await groundsOfPartners(read, names.slice(from, from + PARTNERS))) {
      const next = expectedPayout(accountAhead(ground, read.clock).ahead);
      if (next !== null && (first === null || next.runAt < first)) first = next.runAt;
    }
  }
  return first ?? runFrom(read.terms, instant(read.clock + 1));
}

/** The first run of any schedule at or after a time. */
function runFrom({ calendar, versions, name }: ProgramTerms, from: Instant): Instant {
  let at = nextRunAfter(instant(from - 1), calendar);
  for (let day = 0; day <= DAYS_AHEAD; day += 1) {
    const date = calendar.dateAt(at);
    const inForce = versions.filter(({ effectiveFrom }) => effectiveFrom <= at);
    if (inForce.some(({ payout }) => payout.schedules.some((schedule) => runsOn(schedule, date)))) return at;
    at = nextRunAfter(at, calendar);
  }
  throw new NoRunAhead(`${name} has no run within a quarter after ${formatInstant(from)}: its terms name none`);
}

function byAccount(a: AccountKey, b: AccountKey): number {
  return compareCodePoints(a.partner, b.partner) || compareCodePoints(a.currency, b.currency);
}
