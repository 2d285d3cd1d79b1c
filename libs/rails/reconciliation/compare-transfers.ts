import { subtract, ZERO } from '@ledger/kernel/money';
import { transferGroup } from '../sending/payout-keys';
import type { Destination, LedgerId, TransferGroup } from '../sending/payout-order';
import type { Reading } from '../sending/rail-answers';
import { isReversed, type Transfer } from '../sending/transfer';
import type { Difference, DifferenceKind } from './difference';
import type { MadePayout } from './made-payouts';

/** A payout, and what its rail is asked by and answered of it. */
export interface ComparedPayout {
  readonly payout: MadePayout;
  readonly ledger: LedgerId;
  /** The account that the partner had when it was made; null: nobody knows any more. */
  readonly destination: Destination | null;
  /** What the rail says of the one transfer that it told of, where that was not listed; null: it was not asked. */
  readonly reading: Reading | null;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** Payouts of which the rail said nothing that could be compared. */
  readonly unchecked: readonly MadePayout[];
  /** Transfers of the rail that have nothing to do with this ledger. */
  readonly foreign: number;
}

/**
 * Every difference between payouts and the transfers that a rail listed. `installation`: without its epoch; `decided`:
 * transfers of which a person said already that they pay nothing owed.
 */
export function compareTransfers(
  payouts: readonly ComparedPayout[],
  listed: readonly Transfer[],
  { installation, decided }: { readonly installation: string; readonly decided: ReadonlySet<string> },
): Comparison {
  const ours = new Map<TransferGroup, ComparedPayout>(payouts.map((each) => [groupOf(each), each]));
  const byReference = new Map(
    payouts.flatMap((each) => (each.payout.reference === null ? [] : [[each.payout.reference, each]])),
  );
  const destinations = new Set(payouts.flatMap(({ destination }) => destination ?? []));
  const hits = new Map<ComparedPayout, Transfer[]>(payouts.map((each) => [each, []]));
  const strange: Transfer[] = [];
  for (const transfer of listed) {
    const owner = byReference.get(transfer.id) ?? (transfer.group === null ? undefined : ours.get(transfer.group));
    if (owner !== undefined) hits.get(owner)?.push(transfer);
    else if (!decided.has(transfer.id)) strange.push(transfer);
  }
  const concernsUs = ({ group, destination }: Transfer) =>
    group?.startsWith(`payout:${encodeURIComponent(installation)}.`) === true || destinations.has(destination);
  const lost = strange.filter((transfer) => concernsUs(transfer) && !isReversed(transfer));
  const compared = payouts.map((each) => compareOne(each, hits.get(each) ?? []));
  return {
    differences: [...compared.flatMap((each) => each ?? []), ...lost.map(withoutPayout)],
    unchecked: payouts.flatMap(({ payout }, index) => (compared[index] === null ? [payout] : [])),
    foreign: strange.filter((transfer) => !concernsUs(transfer)).length,
  };
}

/** Null: nothing could be compared. */
function compareOne(compared: ComparedPayout, listed: readonly Transfer[]): Difference[] | null {
  const { payout, reading } = compared;
  if (reading?.kind === 'unknown') return null;
  const transfers = reading?.kind === 'read' ? [...listed, reading.transfer] : listed;
  const standing = transfers.filter((transfer) => !isReversed(transfer));
  switch (payout.state) {
    case 'paid':
      return comparePaid(compared, transfers, standing);
    case 'in_transit':
      return standing.length > 1
        ? [differing('several_transfers', payout, standing[0])]
        : standing.map((transfer) => differing('not_told', payout, transfer));
    case 'failed':
      return standing.map((transfer) => differing('paid_though_failed', payout, transfer));
    case 'returned':
      return standing.map((transfer) => differing('stands_though_returned', payout, transfer));
  }
}

function comparePaid(
  compared: ComparedPayout,
  transfers: readonly Transfer[],
  standing: readonly Transfer[],
): Difference[] | null {
  const { payout, reading } = compared;
  if (reading?.kind === 'ended_unpaid') return [differing('reversed_not_returned', payout, undefined)];
  if (reading?.kind === 'under_way') return null;
  if (standing.length > 1) return [differing('several_transfers', payout, standing[0])];
  const paying = standing[0] ?? transfers.find(({ id }) => id === payout.reference) ?? transfers[0];
  if (paying === undefined) return [differing('payout_without_transfer', payout, undefined)];
  if (isReversed(paying)) return [differing('reversed_not_returned', payout, paying)];
  return misfits(compared, paying)?.map((kind) => differing(kind, payout, paying)) ?? null;
}

/** In what the transfer that paid a payout is not as it was ordered; null: nobody knows any more to which account. */
function misfits(compared: ComparedPayout, paying: Transfer): DifferenceKind[] | null {
  const { payout, destination } = compared;
  // In the group of this very payout an account that nobody knows any more is no other one.
  if (destination === null && paying.group !== groupOf(compared)) return null;
  const isOther = destination !== null && paying.destination !== destination;
  return [
    ...(paying.reversedMinor === ZERO ? [] : ['reversed_in_part' as const]),
    ...misfitOfMoney(payout, paying),
    ...(isOther ? ['destination_differs' as const] : []),
  ];
}

function misfitOfMoney({ currency, netMinor }: MadePayout, paying: Transfer): DifferenceKind[] {
  if (paying.currency !== currency) return ['currency_differs'];
  return paying.amountMinor === netMinor ? [] : ['amount_differs'];
}

function differing(kind: DifferenceKind, payout: MadePayout, transfer: Transfer | undefined): Difference {
  const isPaid = payout.state === 'paid';
  return {
    kind,
    ...nameOf(payout),
    partner: payout.partner,
    transfer: transfer?.id ?? payout.reference,
    currency: transfer?.currency ?? payout.currency,
    ledgerMinor: isPaid || payout.state === 'in_transit' ? payout.netMinor : null,
    railMinor: transfer === undefined ? null : subtract(transfer.amountMinor, transfer.reversedMinor),
  };
}

function withoutPayout({ id, currency, amountMinor, reversedMinor }: Transfer): Difference {
  const none = { program: null, payout: null, partner: null, ledgerMinor: null };
  return {
    kind: 'transfer_without_payout',
    ...none,
    transfer: id,
    currency,
    railMinor: subtract(amountMinor, reversedMinor),
  };
}

function groupOf({ payout, ledger }: ComparedPayout): TransferGroup {
  return transferGroup({ ledger, ...nameOf(payout) });
}

function nameOf({ program, payout }: MadePayout) {
  return { program, payout };
}
