import { attributionsOf, type AttributionRow } from '../../tables/attributions';
import { customersOfPartner } from '../../tables/customer-partners';
import type { ProgramSnapshot } from './program-snapshot';

/** So many customers are read at a time. */
const PORTION = 500;

/** The attributions of all customers that concern a partner, some at a time in memory. */
export async function* attributionsOfPartner(
  snapshot: ProgramSnapshot,
  partner: string,
): AsyncIterable<AttributionRow> {
  const customers = await customersOfPartner(snapshot, partner);
  for (let start = 0; start < customers.length; start += PORTION) {
    yield* await attributionsOf(snapshot, customers.slice(start, start + PORTION));
  }
}
