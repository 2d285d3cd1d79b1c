import { compareCodePoints } from '@ledger/kernel/code-point-order';
import { ownCredit, type OwnCredit } from '@ledger/read-models/as-of/own-credit';
import { pageOf, type Page, type PageRequest } from '@ledger/read-models/postgres/queries/page';
import { attributionsOf } from '@ledger/read-models/tables/attributions';
import { countedOfPartner } from '@ledger/read-models/tables/counted-customers';
import { customersOfPartner } from '@ledger/read-models/tables/customer-partners';
import { formatInstant } from '@ledger/kernel/instant';
import { formatQuarter } from '@ledger/kernel/calendar';
import type { ReadOwn } from '@ledger/service-kit/partners/partner-reader';

/** A customer as its partner sees it. */
export interface OwnCustomer extends OwnCredit {
  /** When it was activated, where that counts for the partner; null: it does not, or it was not. */
  readonly activatedAt: string | null;
  /** The quarter that it is a win in. */
  readonly wonIn: string | null;
}

/** So many customers are read at a time. */
const PORTION = 500;

/** A page of a partner's customers, by what they are called to it; key: that. */
export async function ownCustomersPage(read: ReadOwn, { limit, after }: PageRequest): Promise<Page<OwnCustomer>> {
  const last = after === null ? null : String(after[0]);
  const customers: OwnCustomer[] = [];
  for await (const customer of ownCustomers(read, last)) if (customers.push(customer) > limit) break;
  return pageOf(customers, limit, ({ customer }) => [customer]);
}

/** The customers of a partner, in the order of what they are called to it; `after` one of them. */
export async function* ownCustomers(read: ReadOwn, after: string | null = null): AsyncIterable<OwnCustomer> {
  const { snapshot, key, sight } = read;
  const named = (await customersOfPartner(snapshot, key.partner))
    .map((id) => ({ id, shown: sight.shown(id) }))
    .filter(({ shown }) => after === null || compareCodePoints(shown, after) > 0)
    .sort((a, b) => compareCodePoints(a.shown, b.shown));
  for (let start = 0; start < named.length; start += PORTION) {
    yield* portion(read, named.slice(start, start + PORTION));
  }
}

async function* portion(
  { snapshot, terms, clock, key: { partner } }: ReadOwn,
  named: readonly { readonly id: string; readonly shown: string }[],
): AsyncIterable<OwnCustomer> {
  const ids = named.map(({ id }) => id);
  const rows = new Map((await attributionsOf(snapshot, ids)).map((row) => [row.customer, row]));
  const counted = new Map((await countedOfPartner(snapshot, partner, ids)).map((row) => [row.customer, row]));
  for (const { id, shown } of named) {
    const row = rows.get(id);
    const credit = row === undefined ? null : ownCredit(row, terms, clock, partner);
    if (credit === null) continue;
    const { activatedAt = null, wonIn = null } = counted.get(id) ?? {};
    yield {
      ...credit,
      customer: shown,
      activatedAt: activatedAt === null ? null : formatInstant(activatedAt),
      wonIn: wonIn === null ? null : formatQuarter(wonIn),
    };
  }
}
