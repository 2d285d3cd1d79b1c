import { instant, type Instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { PersonsWord } from '@ledger/rails/sending/heed-person';
import type { IdempotencyKey } from '@ledger/rails/sending/payout-keys';
import type { Destination, LedgerId, PayoutOrder } from '@ledger/rails/sending/payout-order';
import type { Listing, Readiness, Reading } from '@ledger/rails/sending/rail-answers';
import { NOT_SENT, type Sending } from '@ledger/rails/sending/sending';
import { BEGINNING, emptyRail, type Given, type Rail } from './modelled-rail';

/** What a sender has in hand, to be recorded. */
export type InHand =
  | { readonly kind: 'readiness'; readonly readiness: Readiness; readonly attempt: number }
  | { readonly kind: 'answer'; readonly given: Given }
  | { readonly kind: 'listing'; readonly listing: Listing; readonly askedAt: Instant }
  | { readonly kind: 'reading'; readonly reading: Reading };

/** Where a sender is; what it holds was learnt with the record as it still is, else it could not record it. */
export type Sender =
  | { readonly is: 'idle' }
  | { readonly is: 'holding'; readonly inHand: InHand }
  | {
      readonly is: 'about_to_post';
      readonly key: IdempotencyKey;
      readonly announcedAt: Instant;
      readonly begunAt: Instant;
      /** Something was recorded since by another: what comes of the request, this one cannot record. */
      readonly overtaken: boolean;
    }
  | { readonly is: 'waiting' };

/** The whole of it, for one payout: what is recorded, who is where, what the rail knows, what is under way. */
export interface World {
  readonly now: Instant;
  readonly sending: Sending;
  readonly senders: readonly Sender[];
  /** What the rail listed for a person, or showed for one that will say this word; null: none looks. */
  readonly person: { readonly listing: Listing; readonly askedAt: Instant; readonly word: PersonsWord | null } | null;
  readonly rail: Rail;
  /** How often somebody may still meddle with the payout's transfers at the rail. */
  readonly meddlingLeft: number;
}

export const ORDER: PayoutOrder = {
  ledger: 'ledger-1' as LedgerId,
  program: 'plixo',
  payout: 'po-1',
  destination: 'acct_1' as Destination,
  amountMinor: amountMinor(9_950),
  currency: 'USD',
};

const idle: Sender = { is: 'idle' };

/** Two senders, and a payout that is in transit. */
export const beginning: World = {
  now: BEGINNING,
  sending: NOT_SENT,
  senders: [idle, idle],
  person: null,
  rail: emptyRail,
  meddlingLeft: 1,
};

/** The same, with nobody who could make or take back transfers beside the rail itself. */
export const beginningAlone: World = { ...beginning, meddlingLeft: 0 };

/** So many steps of the clock later. */
export function later(at: Instant, steps: number): Instant {
  return instant(at + steps);
}
