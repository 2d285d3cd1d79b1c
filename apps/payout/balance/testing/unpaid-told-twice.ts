import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import { readLiveTermsOf } from '@ledger/read-models/postgres/queries/read-terms';
import type { BalanceReason } from '@ledger/read-models/report/columns/balance-columns';
import type { StartedService } from '@ledger/service-kit/testing/start-service';
import { balanceReasonsOf } from '../balance-reasons';

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
}

/** Where something clears until the run that pays it, only the API's next payout says which one that is. */
const ENDS_WITH_A_RUN = ['scheduled', 'below_minimum'];

/** What the API and balances.csv say of a program. */
export async function inApi(service: StartedService, name: string): Promise<Unpaid[]> {
  const terms = await readLiveTermsOf(service.readModels, name);
  if (terms === null) return [];
  return readProgram(service.readModels, name, async (snapshot) => {
    const found: Unpaid[] = [];
    const { clock } = snapshot.program;
    for await (const each of balanceReasonsOf({ snapshot, terms, clock })) found.push(toldOf(each));
    return withoutRuns(found).sort(byAccount);
  });
}

/** What ops.unpaid says of it. */
export async function inView(service: StartedService, name: string): Promise<Unpaid[]> {
  const rows: Record<string, string | null>[] = await service.readModels.query(
    `SELECT partner || ' ' || currency AS account, reason, amount_minor::text AS amount, ended_by AS "endedBy",
            ${MILLISECONDS('since')} AS since, ${MILLISECONDS('ends_first_at')} AS "endsFirstAt",
            ${MILLISECONDS('ends_at')} AS "endsAt", missing_minor::text AS missing,
            (expired_on - date '1970-01-01')::text AS "expiredOn"
       FROM ops.unpaid WHERE program = $1`,
    [name],
  );
  return withoutRuns(rows as unknown as Unpaid[]).sort(byAccount);
}

const MILLISECONDS = (column: string) => `(extract(epoch FROM ${column}) * 1000)::bigint::text`;

function toldOf({ balance: { unpaid }, waiting }: BalanceReason): Unpaid {
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
  };
}

const textOf = (value: number | bigint | null) => (value === null ? null : String(value));

function withoutRuns(unpaid: readonly Unpaid[]): Unpaid[] {
  const clearing = new Set(unpaid.filter(({ reason }) => reason === 'clearing').map(({ account }) => account));
  return unpaid.map((each) =>
    clearing.has(each.account) && ENDS_WITH_A_RUN.includes(each.reason)
      ? { ...each, endsFirstAt: null, endsAt: null }
      : each,
  );
}

const keyOf = ({ account, reason }: Unpaid) => `${account} ${reason}`;
const byAccount = (a: Unpaid, b: Unpaid) => (keyOf(a) < keyOf(b) ? -1 : 1);
