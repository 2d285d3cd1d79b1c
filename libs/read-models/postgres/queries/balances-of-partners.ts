import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { accountBalance, type AccountBalance } from '../../as-of/account-balance';
import type { StandingOfPartner } from '../../as-of/unpaid-entry';
import { compositeKey } from '../../definition/composite-key';
import { readerOf, type StoredRow } from '../../definition/stored-row';
import type { RunGround } from '../../preview/account-at-run';
import type { OpenAccount } from '../../tables/accounts';
import { partners as partnersTable } from '../../tables/partners';
import { payoutProfiles, type PayoutProfileRow } from '../../tables/payout-profiles';
import { textArray } from '../text-array';
import { encodeText } from '../text-codec';
import { expectedTrueUpsOfPartners } from './expected-true-ups-of-partners';
import { heldMoneyOfPartners } from './held-money-of-partners';
import { openAccountsOfPartners } from './open-accounts';
import type { ProgramSnapshot } from './program-snapshot';

/** A program whose clock runs, in one consistent state. */
export interface ReadBalances {
  readonly snapshot: ProgramSnapshot;
  readonly terms: ProgramTerms;
  readonly clock: Instant;
}

/** The balances of some partners that are not 0, by partner and currency. */
export async function balancesOfPartners(read: ReadBalances, names: readonly string[]): Promise<AccountBalance[]> {
  const grounds = await groundsOfPartners(read, names);
  return grounds.map(({ account, money, partner, profile, program }) =>
    accountBalance(account, money, partner, profile, program, read.clock),
  );
}

/** What these follow from; `besides`: accounts of these partners that are judged although nothing is owed in them. */
export async function groundsOfPartners(
  { snapshot, terms, clock }: ReadBalances,
  names: readonly string[],
  besides: readonly OpenAccount[] = [],
): Promise<RunGround[]> {
  const open = await openAccountsOfPartners(snapshot, names, clock);
  const isOpen = new Set(open.map(({ partner, currency }) => compositeKey(partner, currency)));
  const accounts = [...open, ...besides.filter((each) => !isOpen.has(compositeKey(each.partner, each.currency)))];
  if (accounts.length === 0) return [];
  const [standings, profiles] = [await standingsOf(snapshot, names), await profilesOf(snapshot, names)];
  const held = await heldMoneyOfPartners(snapshot, names);
  const trueUps = await expectedTrueUpsOfPartners(snapshot, names);
  return accounts.map((account) => {
    const standing = standings.get(account.partner);
    if (standing === undefined)
      throw new RangeError(`the read models have a balance of partner ${account.partner}, but not the partner`);
    const key = compositeKey(account.partner, account.currency);
    const money = { held: held.get(key) ?? [], trueUps: trueUps.get(key) ?? [] };
    const profile = profiles.get(account.partner) ?? null;
    return { account, money, partner: standing, profile, program: terms };
  });
}

const standingOf = readerOf(partnersTable.columns);
const profileOf = readerOf(payoutProfiles.columns);

async function standingsOf(snapshot: ProgramSnapshot, names: readonly string[]) {
  const rows = await rowsOf(snapshot, partnersTable.name, names);
  return new Map<string, StandingOfPartner>(rows.map(standingOf).map((each) => [each.partner, each]));
}

async function profilesOf(snapshot: ProgramSnapshot, names: readonly string[]) {
  const rows = await rowsOf(snapshot, payoutProfiles.name, names);
  return new Map<string, PayoutProfileRow>(rows.map(profileOf).map((each) => [each.partner, each]));
}

function rowsOf({ sql, schema, about: { program } }: ProgramSnapshot, table: string, names: readonly string[]) {
  return sql.rows<StoredRow>(`SELECT * FROM ${schema}.${table} WHERE program = $1 AND partner = ANY ($2::text[])`, [
    encodeText(program),
    textArray(names),
  ]);
}
