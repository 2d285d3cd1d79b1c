import { z } from 'zod';
import { ACCOUNT_KINDS, type AccountKind, type Book, type BookAccount } from './book';

/** An account of the general ledger: its number there, and what it is called. */
export interface GlAccount {
  readonly account: string;
  /** null: the chart has no name for it. */
  readonly name: string | null;
}

/** Finds the account of the general ledger for one of the journal's; null: the chart lacks it. */
export type ChartOfAccounts = (account: BookAccount) => GlAccount | null;

/** A chart, or what is wrong with it, a line for each fault. */
export type ReadChart =
  { readonly ok: true; readonly chart: ChartOfAccounts } | { readonly ok: false; readonly faults: readonly string[] };

const text = z.string().trim().min(1);
const glAccount = z.union([text, z.strictObject({ account: text, name: text.optional() })]);
const glAccounts = z.record(z.string(), glAccount);
const schema = z.strictObject({
  accounts: glAccounts,
  programs: z.record(z.string(), z.strictObject({ accounts: glAccounts })).optional(),
});

type Accounts = z.infer<typeof glAccounts>;

/** Reads a chart of accounts from what its JSON file holds. */
export function readChart(value: unknown): ReadChart {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return { ok: false, faults: parsed.error.issues.map(describe) };
  const { accounts, programs = {} } = parsed.data;
  const faults = [
    ...unknownKeys(accounts, 'accounts'),
    ...Object.entries(programs).flatMap(([name, own]) => unknownKeys(own.accounts, `programs.${name}.accounts`)),
  ];
  if (faults.length > 0) return { ok: false, faults };
  const ownOf = new Map(Object.entries(programs).map(([name, own]) => [name, entriesOf(own.accounts)]));
  const common = entriesOf(accounts);
  return { ok: true, chart: ({ program, kind, of }) => find(ownOf.get(program), kind, of) ?? find(common, kind, of) };
}

/** The kinds of accounts of books that a chart has nothing for, with their program, each once. */
export function accountsLacking(chart: ChartOfAccounts, books: readonly Book[]): readonly string[] {
  const accounts = books.flatMap(({ balances }) => balances.map(({ account }) => account));
  const lacking = accounts.filter((account) => chart(account) === null);
  return [...new Set(lacking.map(({ program, kind }) => `${program}: ${kind}`))];
}

function entriesOf(accounts: Accounts): ReadonlyMap<string, GlAccount> {
  return new Map(
    Object.entries(accounts).map(([key, value]) => [
      key,
      typeof value === 'string' ? { account: value, name: null } : { account: value.account, name: value.name ?? null },
    ]),
  );
}

/** One partner's or rail's own account goes before that of all. */
function find(accounts: ReadonlyMap<string, GlAccount> | undefined, kind: AccountKind, of: string | null) {
  const own = of === null ? undefined : accounts?.get(`${kind}:${of}`);
  return own ?? accounts?.get(kind) ?? null;
}

function unknownKeys(accounts: Accounts, path: string): string[] {
  const isKnown = (key: string) => ACCOUNT_KINDS.some((kind) => key === kind || key.startsWith(`${kind}:`));
  return Object.keys(accounts)
    .filter((key) => !isKnown(key))
    .map((key) => `${path}.${key}: the journal has no such account: it has ${ACCOUNT_KINDS.join(', ')}`);
}

function describe({ path, message }: z.core.$ZodIssue): string {
  const where = path.map(String).join('.');
  const isAccount = path.includes('accounts') && path.at(-1) !== 'accounts';
  const wanted = isAccount ? 'an account is a number as text, or { "account": …, "name": … }' : message;
  return where === '' ? wanted : `${where}: ${wanted}`;
}
