import { shownCustomer } from '@ledger/documents/customers/shown-customer';
import type { Terms } from '@ledger/program/terms';
import { seesCustomerNames } from '@ledger/program/uses';

/** How a customer is shown to a partner of each type: terms decide it, and no amount shows it. */
export function customersAsShown(versions: readonly Terms[]): string {
  const shown = versions.flatMap((terms) =>
    terms.partnerTypes.map(({ name: type }) => {
      const viewer = { program: terms.program, partner: type, seesNames: seesCustomerNames(terms, type) };
      return shownCustomer(Buffer.alloc(32), viewer)('a customer');
    }),
  );
  return JSON.stringify(shown);
}
