import type { DataSource } from 'typeorm';
import type { AccountBalance } from '@ledger/read-models/as-of/account-balance';
import { balancesOfPartners } from '@ledger/read-models/postgres/queries/balances-of-partners';
import { partnersWithOpenAccounts } from '@ledger/read-models/postgres/queries/partners-with-open-accounts';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import { readLiveTermsOf } from '@ledger/read-models/postgres/queries/read-terms';
import type { BalanceReason } from '@ledger/read-models/report/columns/balance-columns';
import type { ExpectedPayout } from '@ledger/stages/payout/expected-payout';
import { balanceReasonsOf } from '../balance-reasons';

/** A service, or what else has read models. */
interface ShownRows {
  readonly readModels: DataSource;
}

/** A reason for which money is not paid, for tests: as ops.unpaid and as the API have it. */
export interface Unpaid {
  readonly account: string;
  readonly reason: string;
  readonly amount: string;
  readonly endedBy: string;
  readonly since: string | null;
  readonly endsFirstAt: string | null;
  readonly endsAt: string | null;
  readonly missing: string | null;
  readonly expiredOn: string | null;
  readonly next: string;
}

/** What the API and balances.csv say of a program. */
export async function inApi(service: ShownRows, name: string): Promise<Unpaid[]> {
  const terms = await readLiveTermsOf(service.readModels, name);
  if (terms === null) return [];
  return readProgram(service.readModels, name, async (snapshot) => {
    const found: Unpaid[] = [];
    const { clock } = snapshot.about;
    for await (const each of balanceReasonsOf({ snapshot, terms, clock })) found.push(toldOf(each));
    return found.sort(byAccount);
  });
}

/** What ops.unpaid says of it. */
export async function inView(service: ShownRows, name: string): Promise<Unpaid[]> {
  const rows: Record<string, string | null>[] = await service.readModels.query(
    `SELECT partner || ' ' || currency AS account, reason, amount_minor::text AS amount, ended_by AS "endedBy",
            ${MILLISECONDS('since')} AS since, ${MILLISECONDS('ends_first_at')} AS "endsFirstAt",
            ${MILLISECONDS('ends_at')} AS "endsAt", missing_minor::text AS missing,
            (expired_on - date '1970-01-01')::text AS "expiredOn",
            concat_ws(' ', coalesce(${MILLISECONDS('next_run_at')}, 'none'), next_gross_minor, next_fee_minor, next_withheld_minor,
                      next_net_minor, CASE WHEN NOT next_is_current THEN 'not current' END) AS next
       FROM ops.unpaid WHERE program = $1`,
    [name],
  );
  return (rows as unknown as Unpaid[]).sort(byAccount);
}

const MILLISECONDS = (column: string) => `(extract(epoch FROM ${column}) * 1000)::bigint::text`;

function toldOf({ balance: { unpaid, next }, waiting }: BalanceReason): Unpaid {
  const { since, endsFirstAt, endsAt, missingMinor, expiredOn } = waiting;
  return {
    account: `${unpaid.partner} ${unpaid.currency}`,
    reason: waiting.reason,
    endedBy: waiting.endedBy,
    amount: String(waiting.amountMinor),
    since: textOf(since),
    endsFirstAt: textOf(endsFirstAt),
    endsAt: textOf(endsAt),
    missing: textOf(missingMinor),
    expiredOn: textOf(expiredOn),
    next: next === null ? 'none' : sumsOf(next).join(' '),
  };
}

const sumsOf = ({ runAt, grossMinor, feeMinor, withheldMinor, netMinor }: ExpectedPayout) => [
  runAt,
  grossMinor,
  feeMinor,
  withheldMinor,
  netMinor,
];

/** The next payout of every account, as ops.next_payouts has it. */
export async function nextInView(service: ShownRows, name: string): Promise<string[]> {
  const rows: { next: string }[] = await service.readModels.query(
    `SELECT concat_ws(' ', partner, currency, coalesce(${MILLISECONDS('run_at')}, 'none'), gross_minor, fee_minor, withheld_minor,
                      net_minor, rail, needs_approval, CASE WHEN NOT is_current THEN 'not current' END) AS next
       FROM ops.next_payouts WHERE program = $1`,
    [name],
  );
  return rows.map(({ next }) => next).sort();
}

/** The same as the API has it. */
export async function nextInApi(service: ShownRows, name: string): Promise<string[]> {
  const told = await readBalances(service, name);
  return told
    .map(({ unpaid: { partner, currency }, next }) => {
      if (next === null) return [partner, currency, 'none'];
      return [partner, currency, ...sumsOf(next), next.rail, next.needsApproval ? 't' : 'f'];
    })
    .map((parts) => parts.join(' '))
    .sort();
}

async function readBalances(service: ShownRows, name: string): Promise<AccountBalance[]> {
  const terms = await readLiveTermsOf(service.readModels, name);
  return readProgram(service.readModels, name, async (snapshot) => {
    const { clock } = snapshot.about;
    if (terms === null || clock === null) return [];
    return balancesOfPartners({ snapshot, terms, clock }, await partnersWithOpenAccounts(snapshot));
  });
}

const textOf = (value: number | bigint | null) => (value === null ? null : String(value));

const keyOf = ({ account, reason }: Unpaid) => `${account} ${reason}`;
const byAccount = (a: Unpaid, b: Unpaid) => (keyOf(a) < keyOf(b) ? -1 : 1);
