import type { Calendar } from '@ledger/kernel/calendar';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { Instant } from '@ledger/kernel/instant';
import { add, ZERO, type AmountMinor } from '@ledger/kernel/money';
import { concernsPartner } from '@ledger/explain/terms-in-words';
import type { Terms } from '@ledger/program/terms';
import type { CommissionSum, WhatIfOutcome } from './what-if';

const LOOKED_BACK_MONTHS = 12;

/** What a version changes of a partner's commission, in one currency. */
export interface AccountEffect {
  readonly partner: string;
  readonly currency: string;
  /** Commission on what was earned in the twelve months. */
  readonly beforeMinor: AmountMinor;
  /** The same, had the version held for all of them. */
  readonly afterMinor: AmountMinor;
  /** What publishing it posts at once. */
  readonly atOnceMinor: AmountMinor;
}

/** What publishing a version comes to. */
export interface PublicationEffect {
  /** The twelve months. */
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  /** Partners that are approved, and how many of them the version is about. */
  readonly approved: number;
  readonly concerned: number;
  /** Only those for whom something changes, by partner and currency. */
  readonly accounts: readonly AccountEffect[];
  /** Of all partners, by currency. */
  readonly totals: readonly Omit<AccountEffect, 'partner'>[];
}

/** From when on it is looked back: twelve months before what the clock shows, from the beginning of that day. */
export function lookedBackFrom(calendar: Calendar, clock: Instant): Instant {
  return calendar.startOfDate(calendar.dateAt(calendar.plusMonths(clock, -LOOKED_BACK_MONTHS)));
}

/**
 * Puts both runs together: `asGiven`, where the version begins when it says, and `backdated`, where it began twelve months
 * ago.
 */
export function publicationEffect(
  terms: Terms,
  { fromAt, untilAt }: { readonly fromAt: Instant; readonly untilAt: Instant },
  asGiven: WhatIfOutcome,
  backdated: WhatIfOutcome,
): PublicationEffect {
  const approved = backdated.partners.filter(({ approvedAt }) => approvedAt !== null);
  const concerned = approved.filter(({ approvedAt }) => concernsPartner(terms, approvedAt));
  const accounts = effects(backdated.before, backdated.added, asGiven.added);
  return {
    fromAt,
    untilAt,
    approved: approved.length,
    concerned: concerned.length,
    accounts: accounts.filter((each) => each.beforeMinor !== each.afterMinor || each.atOnceMinor !== ZERO),
    totals: totalsOf(accounts),
  };
}

function effects(
  before: readonly CommissionSum[],
  added: readonly CommissionSum[],
  atOnce: readonly CommissionSum[],
): AccountEffect[] {
  const byKey = new Map<string, AccountEffect>();
  const note = (sums: readonly CommissionSum[], change: (to: AccountEffect, sum: AmountMinor) => AccountEffect) => {
    for (const { partner, currency, amountMinor } of sums) {
      const key = JSON.stringify([partner, currency]);
      const none = { partner, currency, beforeMinor: ZERO, afterMinor: ZERO, atOnceMinor: ZERO };
      byKey.set(key, change(byKey.get(key) ?? none, amountMinor));
    }
  };
  note(before, (to, sum) => ({ ...to, beforeMinor: sum, afterMinor: add(to.afterMinor, sum) }));
  note(added, (to, sum) => ({ ...to, afterMinor: add(to.afterMinor, sum) }));
  note(atOnce, (to, sum) => ({ ...to, atOnceMinor: sum }));
  const order = (a: AccountEffect, b: AccountEffect) =>
    compareCodePoints(a.partner, b.partner) || compareCodePoints(a.currency, b.currency);
  return [...byKey.values()].sort(order);
}

function totalsOf(accounts: readonly AccountEffect[]): Omit<AccountEffect, 'partner'>[] {
  const byCurrency = new Map<string, Omit<AccountEffect, 'partner'>>();
  for (const { currency, beforeMinor, afterMinor, atOnceMinor } of accounts) {
    const sum = byCurrency.get(currency) ?? { currency, beforeMinor: ZERO, afterMinor: ZERO, atOnceMinor: ZERO };
    byCurrency.set(currency, {
      currency,
      beforeMinor: add(sum.beforeMinor, beforeMinor),
      afterMinor: add(sum.afterMinor, afterMinor),
      atOnceMinor: add(sum.atOnceMinor, atOnceMinor),
    });
  }
  return [...byCurrency.values()].sort((a, b) => compareCodePoints(a.currency, b.currency));
}
