import { flag, sum, text } from '../../definition/column';
import { listed, readerOf, type StoredRow } from '../../definition/stored-row';
import { accounts, type AccountRow } from '../../tables/accounts';
import type { ListQuery } from './list-query';
import type { ProgramSnapshot } from './program-snapshot';
import { Where } from './where';

/** An account with what may change what it owes: whether its partner still earns. */
export interface ListedAccount extends AccountRow {
  readonly terminated: boolean;
}

/** Which accounts of a program; what is not given does not matter. */
export interface AccountFilter {
  readonly partner?: string | undefined;
  /** Those alone whose partner owes: less than nothing is payable. */
  readonly negative?: boolean | undefined;
}

const read = readerOf<ListedAccount>({
  partner: text('partner'),
  currency: text('currency'),
  holdMinor: sum('hold_minor'),
  payableMinor: sum('payable_minor'),
  inTransitMinor: sum('in_transit_minor'),
  terminated: flag('terminated'),
});

/** The accounts with something in hold, payable or in transit, by partner and currency; these are the key. */
export function accountList(
  { schema, about: { program } }: ProgramSnapshot,
  { partner, negative }: AccountFilter,
): ListQuery<StoredRow, ListedAccount> {
  const where = new Where(program, 'a.program')
    .compare('a.partner', '=', partner)
    .that('(a.hold_minor <> 0 OR a.payable_minor <> 0 OR a.in_transit_minor <> 0)');
  return {
    select: `
      SELECT ${listed(accounts.columns, 'a')}, coalesce(p.terminated, false) AS terminated
        FROM ${schema}.accounts a
        LEFT JOIN ${schema}.partners p ON p.program = a.program AND p.partner = a.partner`,
    where: negative === true ? where.that('a.payable_minor < 0') : where,
    order: ['a.partner', 'a.currency'],
    toRow: read,
    keyOf: (row) => [row.partner, row.currency],
  };
}
