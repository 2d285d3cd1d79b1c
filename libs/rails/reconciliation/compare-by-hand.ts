import type { BatchLine } from '../manual/bank-batch';
import type { Difference, DifferenceKind } from './difference';
import type { MadePayout } from './made-payouts';

/** What people said of a payout that went by hand, in the batch that had it last; null: it was in none. */
export type LineByHand = Pick<BatchLine, 'endToEndId' | 'state' | 'amountMinor'>;

/** How log and batches can differ, by what the log says and what people said. */
const KINDS: Readonly<Partial<Record<`${MadePayout['state']} ${LineByHand['state']}`, DifferenceKind>>> = {
  'in_transit sent': 'not_answered',
  'in_transit paid': 'not_told',
  'in_transit failed': 'not_told',
  'paid failed': 'payout_without_transfer',
  'paid returned': 'reversed_not_returned',
  'failed sent': 'paid_though_failed',
  'failed paid': 'paid_though_failed',
  'returned paid': 'stands_though_returned',
};

/** Every difference between a payout by hand and its batch; one that was in no batch has nothing to be compared with. */
export function compareByHand(payout: MadePayout, line: LineByHand | null): Difference[] {
  if (line === null) return [];
  const kind = KINDS[`${payout.state} ${line.state}`] ?? null;
  const isOther = payout.state === 'paid' && line.state === 'paid' && line.amountMinor !== payout.netMinor;
  const found = kind ?? (isOther ? 'amount_differs' : null);
  if (found === null) return [];
  const { program, payout: id, partner, currency, netMinor, state } = payout;
  const isOwed = state === 'paid' || state === 'in_transit';
  const railMinor = line.state === 'paid' || line.state === 'sent' ? line.amountMinor : null;
  const of = { program, payout: id, partner, transfer: line.endToEndId, currency };
  return [{ kind: found, ...of, ledgerMinor: isOwed ? netMinor : null, railMinor }];
}
