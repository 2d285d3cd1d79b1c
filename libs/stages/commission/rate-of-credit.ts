import type { Quarter } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { multiplyRates, type Rate } from '@ledger/kernel/rate';
import type { Earning, Terms } from '@ledger/program/terms';
import type { Credit } from '../attribution/attribution.decisions';
import { negotiatedRateAt } from '../facts/partner-at';
import type { PartnerRecord } from '../facts/partner-record';
import type { InvoiceLine } from './invoice-account';
import type { RateOrigin } from './line-figures';

/** What the stage before says of a partner: its promotional rate and its wins. */
export interface PartnerRates {
  readonly promotion: Rate | null;
  winsIn(quarter: Quarter): number;
}

export interface EarnedAt {
  readonly at: Instant;
  readonly quarter: Quarter;
}

/** The entry of the terms that pays for a line of a partner in a tier and of a type; undefined: none does. */
export function earningFor(
  terms: Terms,
  line: InvoiceLine,
  tier: string | null,
  type: string | null,
): Earning | undefined {
  return terms.earnings.find(
    (earning) =>
      earning.kind === line.kind &&
      (earning.tier === null || earning.tier === tier) &&
      (earning.partnerType === null || earning.partnerType === type) &&
      (earning.interval === null || earning.interval === line.interval),
  );
}

/**
 * The rate of a credit: the partner's negotiated rate, else its promotional one, else the bonus of a quarter with enough
 * wins, else the entry's; reduced for an influenced credit (programs.md, sections 1 to 3).
 */
export function rateOfCredit(
  credit: Credit,
  earning: Earning,
  partner: PartnerRecord,
  rates: PartnerRates,
  earned: EarnedAt,
  terms: Terms,
): Rate {
  const { own } = ownRate(earning, partner, rates, earned, terms);
  const share = shareOfRate(credit, terms);
  return share === null ? own : multiplyRates(own, share);
}

/** The partner's own rate, and where it comes from; `wins`: those of the quarter, where they lifted it. */
export function ownRate(
  earning: Earning,
  partner: PartnerRecord,
  rates: PartnerRates,
  earned: EarnedAt,
  terms: Terms,
): { readonly own: Rate; readonly from: RateOrigin; readonly wins?: number } {
  const negotiated = earning.negotiable === null ? null : negotiatedRateAt(partner, earned.at, terms);
  if (negotiated !== null) return { own: negotiated, from: 'negotiated' };
  if (rates.promotion !== null) return { own: rates.promotion, from: 'promotion' };
  const { bonus } = terms;
  const wins = bonus === null ? 0 : rates.winsIn(earned.quarter);
  if (bonus !== null && wins >= bonus.wins) return { own: bonus.rate, from: 'bonus', wins };
  return { own: earning.rate, from: 'entry' };
}

/** What an influenced credit earns of its partner's own rate; null: all of it. */
export function shareOfRate(credit: Credit, { influence }: Terms): Rate | null {
  return credit.role === 'influenced' && influence !== null ? influence.share : null;
}
