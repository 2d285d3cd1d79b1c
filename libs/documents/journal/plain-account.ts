import { accountComponent } from './account-component';
import type { AccountKind, BookAccount, BookBalance } from './book';

/** The five kinds of accounts of plain text accounting: what stands where, and how hledger calls it. */
const PLACES: Readonly<Record<AccountKind, readonly [root: string, name: string, type: string]>> = {
  commission_expense: ['Expenses', 'Commission', 'X'],
  partner_hold: ['Liabilities', 'Partner-hold', 'L'],
  partner_payable: ['Liabilities', 'Partner-payable', 'L'],
  in_transit: ['Liabilities', 'In-transit', 'L'],
  cash: ['Assets', 'Cash', 'C'],
  // Kept from partners for the rail, which charges it in an invoice of its own.
  rail_fees: ['Liabilities', 'Rail-fees', 'L'],
  rail_fee_variance: ['Expenses', 'Rail-fee-variance', 'X'],
  tax_withheld: ['Liabilities', 'Tax-withheld', 'L'],
  write_offs: ['Expenses', 'Write-offs', 'X'],
};

/** An account's name, the same in hledger and Beancount: `Liabilities:Plixo:Partner-payable:Alder`. */
export function plainAccount({ program, kind, of }: BookAccount): string {
  const [root, name] = PLACES[kind];
  return [root, accountComponent(program), name, ...(of === null ? [] : [accountComponent(of)])].join(':');
}

/** The letter that hledger has for an account's type. */
export function hledgerType({ kind }: BookAccount): string {
  return PLACES[kind][2];
}

/** What an account's name stands for, by name: ids as they are. */
export function accountTags({ program, kind, of }: BookAccount): readonly (readonly [name: string, value: string])[] {
  const partnerOrRail = kind === 'partner_hold' || kind === 'partner_payable' ? 'partner' : 'rail';
  return [['program', program], ...(of === null ? [] : ([[partnerOrRail, of]] as const))];
}

/** The balances by account, in their order: an account may have several currencies. */
export function byAccount(balances: readonly BookBalance[]): ReadonlyMap<string, readonly BookBalance[]> {
  const accounts = new Map<string, BookBalance[]>();
  for (const balance of balances) {
    const name = plainAccount(balance.account);
    accounts.set(name, [...(accounts.get(name) ?? []), balance]);
  }
  return accounts;
}
