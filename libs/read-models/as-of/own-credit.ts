import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { AttributionRow } from '../tables/attributions';
import { attributionEntry } from './attribution-entry';

/** A customer as it concerns one partner; of the others nothing is told. */
export interface OwnCredit {
  readonly customer: string;
  /** `credited`: it earns from the customer; `provisional`: it would, if the customer settled now; `lost`: it does not. */
  readonly state: 'credited' | 'provisional' | 'lost';
  /** null: it is lost. */
  readonly role: string | null;
  /** Its part of what all sourced partners of the customer earn, `1` where it is alone; null: influenced, or lost. */
  readonly share: string | null;
  /** When it settled; null: not yet. */
  readonly settledAt: string | null;
  /** Its claims that lost, and why. */
  readonly lost: readonly { readonly claim: string; readonly at: string; readonly reason: string }[];
}

/** What a customer's attribution says to a partner at a moment; null: nothing. */
export function ownCredit(row: AttributionRow, terms: ProgramTerms, asOf: Instant, partner: string): OwnCredit | null {
  const entry = attributionEntry(row, terms, asOf);
  if (entry === null) return null;
  const credit = entry.credits.find((each) => each.partner === partner) ?? null;
  const lost = entry.lost.filter((claim) => claim.partner === partner);
  if (credit === null && lost.length === 0) return null;
  const weight = credit?.weight ?? null;
  const weights = entry.credits.reduce((sum, each) => sum + (each.weight ?? 0), 0);
  return {
    customer: row.customer,
    state: credit === null ? 'lost' : row.settledAt === null ? 'provisional' : 'credited',
    role: credit?.role ?? null,
    share: weight === null ? null : shareOf(weight, weights),
    settledAt: entry.settledAt,
    lost: lost.map(({ claim, at, reason }) => ({ claim, at, reason })),
  };
}

/** To six digits: for people, no amount is computed from it. */
function shareOf(weight: number, of: number): string {
  return weight === of ? '1' : String(Math.round((weight / of) * 1_000_000) / 1_000_000);
}
