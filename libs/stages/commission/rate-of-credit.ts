import type { Quarter } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { multiplyRates, type Rate } from '@ledger/kernel/rate';
import type { Earning, Terms } from '@ledger/program/terms';
import type { Credit } from '../attribution/attribution.decisions';
import { negotiatedRateAt } from '../facts/partner-at';
import type { PartnerRecord } from '../facts/partner-record';
import type { InvoiceLine } from './invoice-account';

/** What the stage before says of a partner: its promotional rate and its wins. */
export interface PartnerRates {
  readonly promotion: Rate | null;
  winsIn(quarter: Quarter): number;
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
  earned: { readonly at: Instant; readonly quarter: Quarter },
  terms: Terms,
): Rate {
  const { bonus, influence } = terms;
  const negotiated = earning.negotiable === null ? null : negotiatedRateAt(partner, earned.at, terms);
  const lifted = bonus !== null && rates.winsIn(earned.quarter) >= bonus.wins ? bonus.rate : null;
  const own = negotiated ?? rates.promotion ?? lifted ?? earning.rate;
  return credit.role === 'influenced' && influence !== null ? multiplyRates(own, influence.share) : own;
}
