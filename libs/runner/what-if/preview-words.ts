import { formatMoney } from '@ledger/documents/money-text';
import { calendarOf, formatDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import { describeChange, describeVersion } from '@ledger/program/describe-changes';
import type { Terms } from '@ledger/program/terms';
import type { Preview } from '../publishing/publication-preview';
import type { AccountEffect, PublicationEffect } from './publication-effect';

/** What a version says differently than the one before it, sentence by sentence: which rates, for whom, from when. */
export function wordsOfChanges({ before, after, changes }: Preview): string[] {
  if (before === null) return [`${describeVersion(after)}: the program is new.`];
  const head = `${describeVersion(after)} against ${describeVersion(before)}`;
  if (changes.length === 0) return [`${head}: nothing else differs.`];
  return [`${head}:`, ...changes.map((change) => `${capital(describeChange(change))}.`)];
}

/** How many partners it is about, and how much of the last twelve months it would have changed. */
export function wordsOfEffect(effect: PublicationEffect, { timeZone }: Pick<Terms, 'timeZone'>): string[] {
  const { approved, concerned, accounts, totals, fromAt, untilAt } = effect;
  const calendar = calendarOf(timeZone);
  const day = (at: Instant) => formatDate(calendar.dateAt(at));
  const would = accounts.filter(({ beforeMinor, afterMinor }) => beforeMinor !== afterMinor);
  const changed = new Set(would.map(({ partner }) => partner)).size;
  const twelveMonths = `In the twelve months from ${day(fromAt)} to ${day(untilAt)}`;
  return [
    `It is about ${concerned} of ${counted(approved, 'approved partner')}.`,
    changed === 0
      ? `${twelveMonths} it would have changed nothing.`
      : `${twelveMonths} it would have changed the commission of ${counted(changed, 'partner')}: ${totals.filter(isChanged).map(inTotal).join('; ')}.`,
    ...would.map((account) => `${account.partner}: ${inTotal(account)}.`),
    ...atOnce(totals),
  ];
}

type Total = Omit<AccountEffect, 'partner'>;

const isChanged = ({ beforeMinor, afterMinor }: Total) => beforeMinor !== afterMinor;

function inTotal({ currency, beforeMinor, afterMinor }: Total): string {
  const change = (afterMinor - beforeMinor) as AmountMinor;
  return `${money(beforeMinor, currency)} would have been ${money(afterMinor, currency)} (${signed(change, currency)})`;
}

function atOnce(totals: readonly Total[]): string[] {
  const posted = totals.filter(({ atOnceMinor }) => atOnceMinor !== 0n);
  if (posted.length === 0) return ['Publishing it posts nothing at once.'];
  return [
    `Publishing it posts at once, for what was earned since it holds: ${posted.map(({ atOnceMinor, currency }) => signed(atOnceMinor, currency)).join('; ')}.`,
  ];
}

function money(minor: AmountMinor, currency: string): string {
  return `${formatMoney(minor, currency)} ${currency}`;
}

function signed(minor: AmountMinor, currency: string): string {
  return minor > 0n ? `+${money(minor, currency)}` : money(minor, currency);
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
