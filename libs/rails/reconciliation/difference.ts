import type { AmountMinor } from '@ledger/kernel/money';

/** How log and rail can differ about a payout. */
export const DIFFERENCES = [
  ...(['transfer_without_payout', 'payout_without_transfer', 'several_transfers'] as const),
  ...(['amount_differs', 'currency_differs', 'destination_differs'] as const),
  ...(['reversed_not_returned', 'reversed_in_part', 'paid_though_failed', 'stands_though_returned'] as const),
  ...(['not_told', 'not_answered'] as const),
] as const;
export type DifferenceKind = (typeof DIFFERENCES)[number];

export interface Difference {
  readonly kind: DifferenceKind;
  /** Null, with payout and partner: no payout of the log is concerned. */
  readonly program: string | null;
  readonly payout: string | null;
  readonly partner: string | null;
  /** Null: the rail shows none. */
  readonly transfer: string | null;
  readonly currency: string;
  /** What the log says was paid; null: nothing. */
  readonly ledgerMinor: AmountMinor | null;
  /** What the rail says was sent and not taken back; null: nothing, or nobody knows. */
  readonly railMinor: AmountMinor | null;
}

export interface Ruling {
  /** The log says what is owed, the rail what was sent: which of them the other has to follow. */
  readonly right: 'ledger' | 'rail' | 'open';
  /** Whether nothing but a person brings both together. */
  readonly needsPerson: boolean;
  readonly todo: string;
}

/** Which side is right by the rules (docs/specification/payouts.md, part 2), and what follows. */
export const RULINGS: Readonly<Record<DifferenceKind, Ruling>> = {
  transfer_without_payout: {
    right: 'ledger',
    needsPerson: true,
    todo: 'nothing of it is owed: find out who made it, and take it back at the rail or post an adjustment',
  },
  payout_without_transfer: {
    right: 'rail',
    needsPerson: true,
    todo: 'nothing was sent by this rail: where nobody paid it otherwise, say so with payout.returned, and it is owed again',
  },
  several_transfers: {
    right: 'ledger',
    needsPerson: true,
    todo: 'it is owed once: take back at the rail what is too much',
  },
  amount_differs: {
    right: 'rail',
    needsPerson: true,
    todo: 'so much was sent: post an adjustment for the difference',
  },
  currency_differs: {
    right: 'rail',
    needsPerson: true,
    todo: 'that was sent: take it back at the rail, then payout.returned',
  },
  destination_differs: {
    right: 'ledger',
    needsPerson: true,
    todo: 'it went to another account than the partner had when it was made: take it back at the rail, then payout.returned',
  },
  reversed_not_returned: {
    right: 'rail',
    needsPerson: false,
    todo: 'the money came back: the sender tells payout.returned when it reads the transfer again, within a day',
  },
  reversed_in_part: {
    right: 'rail',
    needsPerson: true,
    todo: 'a part came back, and a payout returns whole or not at all: post an adjustment for it',
  },
  paid_though_failed: {
    right: 'rail',
    needsPerson: true,
    todo: 'it was sent, and is owed again: take it back at the rail, or post a negative adjustment, before it is paid anew',
  },
  stands_though_returned: {
    right: 'rail',
    needsPerson: true,
    todo: 'the money is with the partner, and owed again: take it back at the rail, or post a negative adjustment',
  },
  not_told: {
    right: 'rail',
    needsPerson: false,
    todo: 'it was sent, and the ledger has not heard: the sender tells it, or waits for a person (payouts list)',
  },
  not_answered: { right: 'open', needsPerson: false, todo: 'nobody has said yet what became of it' },
};
