import { pause } from '@ledger/messaging/back-off';
import type { PayingRail } from '../rail';
import type { RailNotice } from '../rail-notice';
import { accountChanged } from '../onboarding/account-changed';
import type { OnboardingRail } from '../onboarding/onboard';
import type { OnboardingDesk } from '../onboarding/onboarding-desk';
import type { Destination } from '../sending/payout-order';
import type { TransferId } from '../sending/transfer';
import type { Alarm } from './alarm';
import type { NoticeInbox } from './notice-inbox';
import type { TransferWatch } from './watch-transfers';

/** A rail whose transfers are watched. */
export interface WatchedRail {
  readonly rail: PayingRail;
  /** By what it is read whether money that paid came back, where that is something else. */
  readonly returns?: Pick<PayingRail, 'read'>;
  /** How long a transfer that settled a payout is not looked at, where no notice tells of it. */
  readonly recheckMs: number;
  /** Where accounts of partners are made; missing: none are. */
  readonly onboarding?: OnboardingRail;
}

export interface HeedRailsOptions {
  readonly rails: ReadonlyMap<string, WatchedRail>;
  readonly inbox: NoticeInbox;
  readonly watch: TransferWatch;
  readonly alarm: Alarm;
  /** What accounts were made for partners. */
  readonly onboardings: OnboardingDesk;
  readonly warn: (line: string) => void;
  readonly pollMs?: number;
}

const POLL_MS = 1_000;
const A_TIME = 20;
/** How the types of PayPal's notices about payouts begin, and of those about one item. */
const PAYPAL_PAYOUTS = 'PAYMENT.PAYOUTS';
const PAYPAL_ITEM = 'PAYMENT.PAYOUTS-ITEM.';

/** Heeds what rails tell, and looks at what they forgot to tell, until the signal; what fails is tried again. */
export async function heedRails(options: HeedRailsOptions, signal: AbortSignal): Promise<void> {
  const { rails, watch, warn, pollMs = POLL_MS } = options;
  let failure: string | null = null;
  while (!signal.aborted) {
    try {
      for (const [name, watched] of rails) {
        const { rail, returns = rail, recheckMs } = watched;
        await heedNotices(name, watched, options);
        await watch.round(name, returns, recheckMs);
      }
      failure = null;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (failure !== reason) warn(`rails: ${reason}; looking again until it is well`);
      failure = reason;
    }
    await pause(pollMs, signal);
  }
}

/** One that can only be heeded later stays, and is claimed again. */
async function heedNotices(name: string, rail: WatchedRail, options: HeedRailsOptions): Promise<void> {
  for (const notice of await options.inbox.claim(name, A_TIME)) {
    const outcome = await heed(name, rail, notice, options);
    if (outcome !== 'later') await options.inbox.heeded(name, notice, outcome);
  }
}

async function heed(
  name: string,
  { rail, returns = rail, onboarding }: WatchedRail,
  { type, object, account }: RailNotice,
  { watch, alarm, onboardings: desk, warn }: HeedRailsOptions,
): Promise<string> {
  if (type.startsWith(PAYPAL_PAYOUTS)) {
    alarm.ring(name);
    // Of a batch nothing was settled: its item is what was paid.
    return type.startsWith(PAYPAL_ITEM) && object !== null
      ? watch.look(name, returns, object as TransferId)
      : 'payouts that wait are looked at';
  }
  switch (type) {
    case 'transfer.created':
    case 'transfer.updated':
    case 'transfer.reversed':
    case 'payment.returned': {
      alarm.ring(name);
      return object === null ? 'about nothing' : watch.look(name, returns, object as TransferId);
    }
    case 'account.updated':
    case 'capability.updated':
    case 'account.application.deauthorized':
    case 'batch.turned':
    case 'payments.answered':
      alarm.ring(name);
      if (onboarding !== undefined && account !== null)
        await accountChanged(name, account as Destination, { desk, rail: onboarding, say: warn });
      return 'payouts that wait are looked at';
    case 'payout.failed':
      // The rail took the money: it is in the account's balance there, and paying it again would pay twice.
      warn(`${name}: ${account ?? 'an account'} could not be paid to its bank (${object ?? '?'}): tell the partner`);
      return 'told; not paid again';
    default:
      return 'nothing follows';
  }
}
