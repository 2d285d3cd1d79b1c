import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Instant } from '@ledger/kernel/instant';
import { readWholeJson } from '@ledger/machine/files/read-whole-json';
import { writeWholeNow } from '@ledger/machine/files/write-whole';
import { ACTIVE_ACCOUNT, type SimulatedAccount, type SimulatedStripe, type StripeBooks } from './simulated-stripe';
import { StripeSimulator } from './stripe-simulator';
import type { TransferFault } from './transfer-fault';

/** What the platform has of each currency, in minor units: more than it ever pays out. */
const BALANCE_AT_FIRST = 1_000_000_000_000;
/** An account whose id ends so may not be sent money. */
const RESTRICTED = '_restricted';
/** What befalls transfers to accounts whose ids end so. */
const FAULTS: Readonly<Record<string, TransferFault>> = {
  _unanswered: 'made_then_500',
  _dropped: 'dropped',
  _reversed: 'made_then_500',
};
/** A transfer to an account whose id ends so is taken back later, when it was long paid. */
const RETURNED = '_returned';
const RETURNED_AFTER_MS = 8_000;
/** A transfer to an account whose id ends so is taken back at once. */
const REVERSED = '_reversed';

export interface RunningSimulator {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A Stripe on loopback whose books are in a file: what it transferred is there after the process ended, however it ended.
 * Every account that is asked for is there; by how its id ends it may not be sent money (`_restricted`), or its transfers
 * are made without an answer (`_unanswered`), never arrive (`_dropped`), are made and taken back (`_reversed`), or taken
 * back some seconds later (`_returned`).
 */
export async function runKeptStripe(file: string, now: () => Instant): Promise<RunningSimulator> {
  await mkdir(dirname(file), { recursive: true });
  const simulator = new StripeSimulator(now, {
    accountAskedFor,
    balanceAtFirst: BALANCE_AT_FIRST,
    faultAt: (destination) => FAULTS[Object.keys(FAULTS).find((end) => destination.endsWith(end)) ?? ''] ?? null,
    onChange: (books) => keep(books, file),
  });
  const kept = await readWholeJson<StripeBooks>(file);
  if (kept !== null) simulator.books.restore(kept);
  else writeWholeNow(file, JSON.stringify(simulator.books.snapshot()));
  const url = await simulator.listen();
  const returning = setInterval(() => takeBackPaid(simulator.books, now()), RETURNED_AFTER_MS / 4);
  const close = async () => {
    clearInterval(returning);
    await simulator.close();
  };
  return { url, close };
}

/** Writes the books; what is to be taken back is so before. */
function keep(books: SimulatedStripe, file: string): void {
  const standing = books.transfers.find(({ destination, reversed }) => destination.endsWith(REVERSED) && !reversed);
  if (standing !== undefined) return books.reverse(standing.id);
  writeWholeNow(file, JSON.stringify(books.snapshot()));
}

function takeBackPaid(books: SimulatedStripe, now: Instant): void {
  for (const { id, destination, created, reversed } of books.transfers) {
    const isDue = destination.endsWith(RETURNED) && now - created * 1_000 >= RETURNED_AFTER_MS;
    if (isDue && !reversed) books.reverse(id);
  }
}

function accountAskedFor(id: string): SimulatedAccount {
  return id.endsWith(RESTRICTED) ? { ...ACTIVE_ACCOUNT, transfers: 'inactive' } : ACTIVE_ACCOUNT;
}
