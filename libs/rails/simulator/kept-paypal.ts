import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Instant } from '@ledger/kernel/instant';
import { readWholeJson } from '@ledger/machine/files/read-whole-json';
import { writeWholeNow } from '@ledger/machine/files/write-whole';
import { timesTold } from './told-by-name';
import type { RunningSimulator } from './kept-stripe';
import { PayPalSimulator } from './paypal-simulator';
import type { PayPalWebhook } from './paypal-webhooks';
import type { Course, PayPalBooks } from './simulated-paypal';
import type { TransferFault } from './transfer-fault';

/** What the platform has of each currency, in hundredths: more than it ever pays out. */
const BALANCE_AT_FIRST = 1_000_000_000_000;
/** What befalls orders for receivers whose names end so. */
const FAULTS: Readonly<Record<string, TransferFault>> = { _unanswered: 'made_then_500', _dropped: 'dropped' };
const PENDING: Course = { status: 'PENDING' };
const PAID: readonly Course[] = [PENDING, { status: 'SUCCESS' }];
/** What an item comes to whose receiver's name ends so, one step each time that it is asked for. */
const COURSES: Readonly<Record<string, readonly Course[]>> = {
  _locked: [PENDING, { status: 'FAILED', error: 'RECEIVER_ACCOUNT_LOCKED' }],
  _unclaimed: [PENDING, { status: 'UNCLAIMED', error: 'RECEIVER_UNREGISTERED' }, { status: 'RETURNED' }],
  _reversed: [...PAID, { status: 'REVERSED' }],
};

/** A PayPal that runs, and sends its events to whoever asks for them. */
export interface RunningPayPal extends RunningSimulator {
  /** Has it send what becomes of items from now on. */
  tell(to: PayPalWebhook): void;
}

/**
 * A PayPal on loopback whose books are in a file: what it took in is there after the process ended, however it ended. By
 * how the part of an e-mail before its `@` ends, an item is not paid (`_locked`), waits to be claimed and comes back
 * (`_unclaimed`), is paid and comes back when it is looked at again (`_reversed`); or an order is taken in without an
 * answer (`_unanswered`), or never arrives (`_dropped`). All others are paid.
 * What becomes of an item it tells, never (`_untold`) or twice (`_told_twice`), and once of all others.
 */
export async function runKeptPayPal(file: string, now: () => Instant): Promise<RunningPayPal> {
  await mkdir(dirname(file), { recursive: true });
  const simulator = new PayPalSimulator(now, {
    balanceAtFirst: BALANCE_AT_FIRST,
    faultAt: (receiver) => ofName(receiver, FAULTS) ?? null,
    timesTold,
    courseOf: (receiver) => ofName(receiver, COURSES) ?? PAID,
    onChange: (books) => writeWholeNow(file, JSON.stringify(books.snapshot())),
  });
  const kept = await readWholeJson<PayPalBooks>(file);
  if (kept !== null) simulator.books.restore(kept);
  else writeWholeNow(file, JSON.stringify(simulator.books.snapshot()));
  const tell = (to: PayPalWebhook) => void (simulator.webhooks.to = to);
  return { url: await simulator.listen(), close: () => simulator.close(), tell };
}

function ofName<T>(receiver: string, endings: Readonly<Record<string, T>>): T | undefined {
  const [name = ''] = receiver.split('@');
  return endings[Object.keys(endings).find((end) => name.endsWith(end)) ?? ''];
}
