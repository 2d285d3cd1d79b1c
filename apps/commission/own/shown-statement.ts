import type { PartnerStatement } from '@ledger/documents/statement/statement';
import type { CustomerSight } from '@ledger/service-kit/partners/customer-sights';

/** A statement with its customers as the partner may see them. */
export function shownStatement(statement: PartnerStatement, { seesNames, shown }: CustomerSight): PartnerStatement {
  if (seesNames) return statement;
  const accounts = statement.accounts.map((account) => ({
    ...account,
    lines: account.lines.map((line) => ({
      ...line,
      customer: line.customer === null ? null : shown(line.customer),
    })),
  }));
  return { ...statement, accounts };
}
