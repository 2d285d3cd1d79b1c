import type { PayoutOrder } from '../sending/payout-order';
import type { Listing } from '../sending/rail-answers';
import { isReversed, pays, type Transfer } from '../sending/transfer';
import { transferGroup } from '../sending/payout-keys';

/** A payout as the group of a transfer names it. */
export interface NamedByGroup {
  /** The installation, without its epoch. */
  readonly installation: string;
  readonly program: string;
  readonly payout: string;
}

/** A transfer that this installation ordered and whose payout the log does not know to be paid by it. */
export interface EarlierTransfer {
  readonly transfer: Transfer;
  readonly named: NamedByGroup;
  /** Whether the payout of that number waits for its answer, and this transfer is exactly what it orders. */
  readonly pays: boolean;
  /** Whether it is in the group of that payout itself, which was made before the restore: then it is nothing else. */
  readonly isOwn: boolean;
}

/**
 * Those of the listed transfers that were ordered by this installation, in whatever epoch, that stand, and of which the
 * log does not know; each once.
 */
export function earlierTransfers(
  listed: readonly Transfer[],
  {
    installation,
    known,
    open,
  }: {
    readonly installation: string;
    /** Those that settled a payout, or were decided on. */
    readonly known: ReadonlySet<string>;
    /** The payouts that wait for an answer. */
    readonly open: readonly PayoutOrder[];
  },
): EarlierTransfer[] {
  const found = new Map<string, EarlierTransfer>();
  for (const transfer of listed) {
    const named = namedBy(transfer);
    if (named?.installation !== installation || known.has(transfer.id) || isReversed(transfer)) continue;
    const order = open.find(({ program, payout }) => program === named.program && payout === named.payout);
    // The number may have been given again since: then it is of this epoch, and the transfer of an earlier one.
    const isOrdered = order !== undefined && pays({ ...transfer, group: transferGroup(order) }, order);
    const isOwn = order !== undefined && transfer.group === transferGroup(order);
    found.set(transfer.id, { transfer, named, pays: isOrdered, isOwn });
  }
  return [...found.values()];
}

/** All that several listings show; unknown where one of them is. */
export function together(listings: readonly Listing[]): Listing {
  const transfers: Transfer[] = [];
  for (const listing of listings) {
    if (listing.kind === 'unknown') return listing;
    transfers.push(...listing.transfers);
  }
  return { kind: 'whole', transfers };
}

function namedBy({ group }: Transfer): NamedByGroup | null {
  const [kind, ledger, program, payout, ...others] = (group ?? '').split(':').map(decoded);
  if (kind !== 'payout' || !ledger || !program || !payout || others.length > 0) return null;
  return { installation: ledger.replace(/\.[^.]*$/, ''), program, payout };
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
