import { formatMoney } from '@ledger/documents/money-text';
import { balancesOfPartners } from '@ledger/read-models/postgres/queries/balances-of-partners';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import type { PayoutRow } from '@ledger/read-models/tables/payouts';
import type { OnProgram } from '../facts/on-program';

/** What is otherwise than when a payout was proposed: what is payable now, and what stands in its way. */
export async function whyChanged({ ledger, terms, now }: OnProgram, proposed: PayoutRow): Promise<string> {
  const { partner, currency, grossMinor, lineCount } = proposed;
  const [balance] = await readProgram(ledger.readModels, terms.name, async (snapshot) => {
    const balances = await balancesOfPartners({ snapshot, terms, clock: now }, [partner]);
    return balances.filter(({ unpaid }) => unpaid.currency === currency);
  });
  const was = `proposed were ${formatMoney(grossMinor, currency)} ${currency} in ${lineCount} lines`;
  const is = `payable now are ${formatMoney(balance?.unpaid.payable ?? 0n, currency)}`;
  const obstacles = (balance?.waiting ?? [])
    .map(({ reason }) => reason)
    .filter((reason) => !ABOUT_OTHER_MONEY.has(reason));
  const why = obstacles.length === 0 ? '' : `, not paid because of ${obstacles.join(', ')}`;
  return `${partner} would not be paid exactly the proposed lines: ${was}, ${is}${why}; the next run proposes anew`;
}

/** What says nothing of payable money, or only that it waits for this very approval. */
const ABOUT_OTHER_MONEY = new Set<string>([
  'approval_pending',
  'clearing',
  'in_transit',
  'scheduled',
  'true_up_expected',
]);
