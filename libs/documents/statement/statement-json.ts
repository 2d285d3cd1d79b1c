import type { PartnerStatement, StatementAccount } from './statement';

/** A statement as JSON: amounts as texts in minor units. */
export function statementJson({ endsAtMs: _, accounts, isClosed, ...statement }: PartnerStatement) {
  return {
    ...statement,
    state: isClosed ? ('closed' as const) : ('open' as const),
    accounts: accounts.map(accountJson),
  };
}

function accountJson(account: StatementAccount) {
  const { currency, lines, payouts, ...sums } = account;
  return { currency, ...texts(sums), lines: lines.map(texts), payouts: payouts.map(texts) };
}

type Texts<T> = { readonly [F in keyof T]: bigint extends T[F] ? string | Exclude<T[F], bigint> : T[F] };

function texts<T extends object>(fields: T): Texts<T> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'bigint' ? value.toString() : value,
    ]),
  ) as Texts<T>;
}
