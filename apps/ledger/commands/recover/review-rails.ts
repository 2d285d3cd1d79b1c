import { railAtHand, whyNotSent } from '@ledger/hosting/rails/rails-at-hand';
import { UserError } from '@ledger/hosting/process/user-error';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { ledgerIdAt } from '@ledger/rails/desk/ledger-id';
import type { PostgresRecoveries } from '@ledger/rails/desk/postgres-recoveries';
import { earlierTransfers, together, type EarlierTransfer } from '@ledger/rails/recovery/earlier-transfers';
import { DestinationUnknown, findDestination } from '@ledger/rails/sender/find-destination';
import type { OpenPayout } from '@ledger/rails/sender/open-payout';
import { OpenPayouts } from '@ledger/rails/sender/open-payouts';
import type { PayoutOrder } from '@ledger/rails/sending/payout-order';

/** What a rail shows of earlier epochs. */
export interface RailReview {
  readonly rail: string;
  /** Transfers that the log does not know; null: the rail lists none, a person has to compare. */
  readonly found: readonly EarlierTransfer[] | null;
}

/** Rails that can be asked, where they are open here. */
const ASKED = ['stripe', 'paypal'] as const;
/** How long before the last payout that is known to be settled transfers are looked at. */
const MARGIN_MS = 2 * 86_400_000;

/** Asks every rail that this ledger pays by. Throws UserError where one does not tell all. */
export async function reviewRails(
  ledger: OpenLedger,
  recoveries: PostgresRecoveries,
  programs: readonly string[],
): Promise<RailReview[]> {
  const payouts = new OpenPayouts(ledger.store);
  await payouts.follow(() => Promise.resolve(programs));
  const open = payouts.all;
  const isOpenHere = (rail: string) => whyNotSent(rail, ledger.dataDir, ledger.settings.rails) === null;
  const used = new Set([...ASKED.filter(isOpenHere), ...open.map(({ rail }) => rail), ...(await recoveries.rails())]);
  const reviews: RailReview[] = [];
  for (const rail of [...used].sort()) {
    const its = open.filter((payout) => payout.rail === rail);
    reviews.push({ rail, found: await review(rail, its, { ledger, recoveries }) });
  }
  return reviews;
}

async function review(
  name: string,
  payouts: readonly OpenPayout[],
  { ledger, recoveries }: { readonly ledger: OpenLedger; readonly recoveries: PostgresRecoveries },
): Promise<readonly EarlierTransfer[] | null> {
  if (!(ASKED as readonly string[]).includes(name)) return null;
  const rail = await railAtHand(name, ledger.dataDir, ledger.settings.rails);
  if (rail.listSince === undefined) return null;
  const settledAt = await recoveries.lastSettledAt(name);
  const since = settledAt === null ? new Date(0) : new Date(settledAt.getTime() - MARGIN_MS);
  const open = await ordersOf(payouts, ledger);
  const listing = together([
    await rail.listSince(since),
    ...(await Promise.all(open.map((order) => rail.list(order)))),
  ]);
  if (listing.kind === 'unknown') throw new UserError(`${name} does not tell all its transfers: ${listing.why}`);
  const installation = (await ledgerIdAt(ledger.pool, 0n)).replace(/\.[^.]*$/, '');
  return earlierTransfers(listing.transfers, { installation, known: await recoveries.known(name), open });
}

/** One whose account was erased has none that could be compared: its transfers are found by their group's name alone. */
async function ordersOf(
  payouts: readonly OpenPayout[],
  { store, personalData, pool }: OpenLedger,
): Promise<PayoutOrder[]> {
  const orders: PayoutOrder[] = [];
  for (const payout of payouts) {
    try {
      const destination = await findDestination(payout, { store, personalData });
      const ledger = await ledgerIdAt(pool, payout.madeAt);
      orders.push({ ...payout, ledger, destination, amountMinor: payout.netMinor });
    } catch (error) {
      if (!(error instanceof DestinationUnknown)) throw error;
    }
  }
  return orders;
}
