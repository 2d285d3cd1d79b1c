import type { Instant } from '@ledger/kernel/instant';
import type { PayingRail } from '../rail';
import { DestinationUnknown } from '../sender/find-destination';
import type { OpenPayout } from '../sender/open-payout';
import { transferGroup } from '../sending/payout-keys';
import type { Destination, LedgerId } from '../sending/payout-order';
import type { Reading } from '../sending/rail-answers';
import type { Transfer, TransferId } from '../sending/transfer';
import { compareByHand, type LineByHand } from './compare-by-hand';
import { compareTransfers, type ComparedPayout } from './compare-transfers';
import type { Difference } from './difference';
import type { MadePayout, MadePayouts } from './made-payouts';

/** What was compared with a rail, and what differs. */
export interface Reconciliation {
  readonly rail: string;
  /** `unknown`: the rail did not tell all, so nothing follows; then `why` says what it said. */
  readonly outcome: 'compared' | 'unknown';
  readonly why: string | null;
  /** How the rail was asked. */
  readonly asked: 'list' | 'each' | 'nobody';
  readonly payouts: number;
  readonly transfers: number;
  readonly foreign: number;
  readonly unchecked: readonly { readonly program: string; readonly payout: string }[];
  readonly differences: readonly Difference[];
}

export interface ReconciliationGround {
  /** What the log says; followed when the rail has been asked, so that what is settled meanwhile is known. */
  readonly payouts: MadePayouts;
  readonly programs: () => Promise<readonly string[]>;
  readonly ledgerOf: (payout: Pick<OpenPayout, 'madeAt'>) => Promise<LedgerId>;
  readonly destinationOf: (payout: OpenPayout) => Promise<Destination>;
  /** The transfer that the rail told of in a payout's sending; null: it told of none, or it cannot be read. */
  readonly toldOf: (payout: OpenPayout) => Promise<TransferId | null>;
  /** What people said of a payout that goes by hand, in the batch that had it last; null: it was in none. */
  readonly byHand: (payout: OpenPayout) => Promise<LineByHand | null>;
  /** Transfers of which a person said already that they pay nothing owed. */
  readonly decided: (rail: string) => Promise<ReadonlySet<string>>;
}

export interface ReconciliationAsked {
  readonly name: string;
  /** Null: nobody can be asked what this rail sent. */
  readonly rail: PayingRail | null;
  /** Payouts made since then, by their programs' clocks; null: all. */
  readonly madeSince: Instant | null;
  /** Transfers made since then, by the rail's clock. */
  readonly listedSince: Date;
}

/** So many transfers are read one by one in a run: a rail limits how often it is asked. */
const MOST_READ = 5_000;

/** Compares what the log says was paid by a rail with what the rail says it sent. */
export async function reconcileRail(ground: ReconciliationGround, asked: ReconciliationAsked): Promise<Reconciliation> {
  const { name, rail, madeSince, listedSince } = asked;
  const listing = await rail?.listSince?.(listedSince);
  const programs = await ground.programs();
  await ground.payouts.follow(() => Promise.resolve(programs));
  const all = ground.payouts.all.filter((payout) => payout.rail === name && programs.includes(payout.program));
  const inWindow = all.filter(({ madeOn }) => madeSince === null || madeOn >= madeSince);
  if (rail === null) return comparedByHand(name, inWindow, ground);
  if (listing?.kind === 'unknown') return notCompared(name, listing.why, inWindow.length);
  const listed = listing?.transfers ?? [];
  const compared = await withReadings(ground, { rail, isListing: listing !== undefined, listed, all, inWindow });
  const installation = (await ground.ledgerOf({ madeAt: 0n })).replace(/\.[^.]*$/, '');
  const decided = await ground.decided(name);
  const { differences, unchecked, foreign } = compareTransfers(compared, listed, { installation, decided });
  return {
    rail: name,
    outcome: 'compared',
    why: null,
    asked: listing === undefined ? 'each' : 'list',
    payouts: compared.length,
    transfers: listing === undefined ? compared.filter(({ reading }) => reading !== null).length : listed.length,
    foreign,
    unchecked: unchecked.map(({ program, payout }) => ({ program, payout })),
    differences,
  };
}

interface Told {
  readonly rail: PayingRail;
  readonly isListing: boolean;
  readonly listed: readonly Transfer[];
  readonly all: readonly MadePayout[];
  readonly inWindow: readonly MadePayout[];
}

/** The payouts of the window, and those of which a transfer is listed that were made before. */
async function withReadings(ground: ReconciliationGround, told: Told): Promise<ComparedPayout[]> {
  const { rail, isListing, listed, all } = told;
  const [groups, ids] = [new Set(listed.map(({ group }) => group)), new Set<string>(listed.map(({ id }) => id))];
  const inWindow = new Set(told.inWindow);
  const compared: ComparedPayout[] = [];
  let reads = 0;
  for (const payout of all) {
    const ledger = await ground.ledgerOf(payout);
    const { program, payout: id, reference } = payout;
    const isListed =
      groups.has(transferGroup({ ledger, program, payout: id })) || (reference !== null && ids.has(reference));
    if (!isListed && !inWindow.has(payout)) continue;
    const toRead = isListed ? null : await transferToRead(ground, payout, isListing);
    const reading = toRead === null ? null : await readingOf(rail, toRead, ++reads);
    compared.push({ payout, ledger, destination: await destinationOf(ground, payout), reading });
  }
  return compared;
}

/** Where a rail lists, only what it did not list is asked for: the transfer that is said to have paid. */
async function transferToRead(
  ground: ReconciliationGround,
  payout: MadePayout,
  isListing: boolean,
): Promise<TransferId | null> {
  if (payout.state === 'paid' && payout.reference !== null) return payout.reference as TransferId;
  return isListing ? null : ground.toldOf(payout);
}

function readingOf(rail: PayingRail, transfer: TransferId, reads: number): Promise<Reading> {
  if (reads <= MOST_READ) return rail.read(transfer);
  return Promise.resolve({ kind: 'unknown', why: `more than ${MOST_READ} would have to be read one by one` });
}

async function destinationOf(ground: ReconciliationGround, payout: MadePayout): Promise<Destination | null> {
  try {
    return await ground.destinationOf(payout);
  } catch (error) {
    if (error instanceof DestinationUnknown) return null;
    throw error;
  }
}

/** What a person sends is in no list: it is compared with what people said of its batches. */
async function comparedByHand(
  rail: string,
  payouts: readonly MadePayout[],
  { byHand }: ReconciliationGround,
): Promise<Reconciliation> {
  const differences: Difference[] = [];
  let transfers = 0;
  for (const payout of payouts) {
    const line = await byHand(payout);
    if (line !== null) transfers += 1;
    differences.push(...compareByHand(payout, line));
  }
  const nothing = { foreign: 0, unchecked: [] };
  const asked = { outcome: 'compared', why: null, asked: 'nobody' } as const;
  return { rail, ...asked, payouts: payouts.length, transfers, ...nothing, differences };
}

/** The rail did not tell all, or could not be asked: nothing follows. */
export function notCompared(rail: string, why: string, payouts = 0): Reconciliation {
  const nothing = { transfers: 0, foreign: 0, unchecked: [], differences: [] };
  return { rail, outcome: 'unknown', why, asked: 'nobody', payouts, ...nothing };
}
