import { attributionEntry } from '@ledger/read-models/as-of/attribution-entry';
import { attributionList } from '@ledger/read-models/tables/attributions';
import { readAll } from '@ledger/read-models/postgres/queries/list-query';
import { pageOf, type Page, type PageRequest } from '@ledger/read-models/postgres/queries/page';
import type { ReadProgram } from '@ledger/service-kit/reads/program-reader';
import type { LostClaimOfCustomer, LostClaimQuery } from './lost-claim.dto';

/** Where a list of lost claims begins: behind a claim of a customer. */
interface Start {
  readonly customer: string;
  readonly place: number;
}

/** The claims that lost at the program's clock, by customer; key: customer, and the claim's place among the customer's. */
export async function* lostClaims(
  { snapshot, terms, clock }: ReadProgram,
  query: LostClaimQuery,
  start: Start | null = null,
): AsyncIterable<LostClaimOfCustomer> {
  if (clock === null) return;
  for await (const row of readAll(snapshot, attributionList(snapshot, start?.customer))) {
    const entry = attributionEntry(row, terms, clock);
    if (entry === null) continue;
    const { customer, settledAt } = entry;
    const passed = customer === start?.customer ? start.place : 0;
    for (const [index, claim] of entry.lost.entries()) {
      const lost = { customer, settledAt, ...claim, place: index + 1 };
      if (lost.place > passed && isAskedFor(lost, query)) yield lost;
    }
  }
}

export async function lostClaimsPage(
  read: ReadProgram,
  query: LostClaimQuery,
  { limit, after }: PageRequest,
): Promise<Page<LostClaimOfCustomer>> {
  const start = after === null ? null : { customer: String(after[0]), place: Number(after[1]) };
  const claims: LostClaimOfCustomer[] = [];
  for await (const claim of lostClaims(read, query, start)) if (claims.push(claim) > limit) break;
  return pageOf(claims, limit, ({ customer, place }) => [customer, place]);
}

function isAskedFor({ partner, reason, claim, settledAt }: LostClaimOfCustomer, query: LostClaimQuery): boolean {
  return (
    (query.partner === undefined || query.partner === partner) &&
    (query.reason === undefined || query.reason === reason) &&
    (query.claim === undefined || query.claim === claim) &&
    (query.settled !== 'true' || settledAt !== null)
  );
}
