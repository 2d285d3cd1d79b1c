import { instant, type Instant } from '@ledger/kernel/instant';
import { ZERO } from '@ledger/kernel/money';
import { transferGroup, type IdempotencyKey } from '@ledger/rails/sending/payout-keys';
import type { PayoutOrder } from '@ledger/rails/sending/payout-order';
import type { Listing, PostAnswer } from '@ledger/rails/sending/rail-answers';
import type { Transfer, TransferId } from '@ledger/rails/sending/transfer';

/** A request on its way to the rail, or at work in it. */
export interface Flight {
  readonly key: IdempotencyKey;
  readonly announcedAt: Instant;
  /** When its attempt was begun: the earliest that the rail can have seen its key. */
  readonly begunAt: Instant;
  /** The rail is at work on it: another with its key is put off. */
  readonly atWork: boolean;
  /** Who waits for the answer; null: nobody any more. */
  readonly sender: number | null;
}

/** What the rail answers again to a key that it knows. */
export interface Kept {
  readonly answer: 'taken' | 'refused' | 'error';
  /** Index of the transfer. */
  readonly transfer: number | null;
  readonly since: Instant;
}

export interface RailTransfer {
  /** null: somebody made it by hand. */
  readonly key: IdempotencyKey | null;
  readonly reversed: boolean;
  /** It was ordered, and neither paid nor not. */
  readonly isUnderWay?: boolean;
}

/**
 * One rail, as far as one payout can see it. Balance and account come and go at any time: wherever the rail looks at them
 * they may be either way, so they are no part of it.
 */
export interface Rail {
  readonly kept: Readonly<Record<string, Kept>>;
  readonly transfers: readonly RailTransfer[];
  readonly flights: readonly Flight[];
}

export const emptyRail: Rail = { kept: {}, transfers: [], flights: [] };

/** An answer, and what the one who judges it cannot see: whether it was out of date when the rail gave it. */
export interface Given {
  readonly answer: PostAnswer;
  readonly outOfDate: boolean;
}

/** What may become of a request at the rail; `given` null: no answer reaches its sender. */
export interface Outcome {
  readonly label: string;
  readonly rail: Rail;
  readonly given: Given | null;
  readonly isMade: boolean;
}

/** A transfer as the rail tells it. */
export function toldTransfer(order: PayoutOrder, { transfers }: Rail, index: number, reversed: boolean): Transfer {
  if (transfers[index] === undefined) throw new RangeError(`no transfer ${index}`);
  const { destination, amountMinor, currency } = order;
  const reversedMinor = reversed ? amountMinor : ZERO;
  const id = `t${index}` as TransferId;
  return { id, group: transferGroup(order), destination, amountMinor, currency, reversedMinor };
}

/** All transfers of the payout, as they are at this moment. */
export function listed(order: PayoutOrder, rail: Rail): Listing {
  return {
    kind: 'whole',
    transfers: rail.transfers.map(({ reversed }, index) => toldTransfer(order, rail, index, reversed)),
  };
}

/** Forgets the keys that are old enough. */
export function forgetKeys(rail: Rail, now: Instant, keptFor: number): Rail {
  const entries = Object.entries(rail.kept).filter(([, { since }]) => now - since < keptFor);
  return { ...rail, kept: Object.fromEntries(entries) };
}

/** All that the rail or the network may do to a request that is not at work yet. */
export function arrivals(order: PayoutOrder, rail: Rail, index: number): Outcome[] {
  const flight = flightOf(rail, index);
  const gone = without(rail, index);
  const outcomes = [
    outcome('is lost on its way', gone, answer({ kind: 'unknown', why: 'reset' })),
    outcome('is put off by 429', gone, answer({ kind: 'put_off', code: 'rate_limit' })),
  ];
  const kept = rail.kept[flight.key];
  if (kept !== undefined) return [...outcomes, outcome('is answered from memory', gone, replayed(order, rail, kept))];
  if (rail.flights.some((other) => other.atWork && other.key === flight.key)) {
    return [...outcomes, outcome('is put off by 409', gone, answer({ kind: 'put_off', code: 'key_in_use' }))];
  }
  const flights = rail.flights.map((each, at) => (at === index ? { ...each, atWork: true } : each));
  return [...outcomes, outcome('arrives', { ...rail, flights }, null)];
}

/** All that may come of a request that is at work. */
export function completions(order: PayoutOrder, rail: Rail, index: number): Outcome[] {
  const { key, begunAt } = flightOf(rail, index);
  const gone = without(rail, index);
  const keep = (from: Rail, kept: Kept['answer'], transfer: number | null): Rail => ({
    ...from,
    kept: { ...from.kept, [key]: { answer: kept, transfer, since: begunAt } },
  });
  const error = answer({ kind: 'unknown', why: '500' });
  const failed = outcome('does nothing, and is answered 500', keep(gone, 'error', null), error);
  const inactive = answer({ kind: 'refused', code: 'account_inactive', causeMayGo: false });
  const unfunded = answer({ kind: 'refused', code: 'balance_insufficient', causeMayGo: true });
  const made: Rail = { ...gone, transfers: [...gone.transfers, { key, reversed: false }] };
  const at = gone.transfers.length;
  const taken = answer({ kind: 'taken', transfer: toldTransfer(order, made, at, false), replayed: false });
  return [
    failed,
    outcome('is refused, as the account is not active', gone, inactive),
    outcome('is refused for want of balance', keep(gone, 'refused', null), unfunded),
    { ...outcome('makes the transfer', keep(made, 'taken', at), taken), isMade: true },
    {
      ...outcome('makes the transfer, and the answer is lost', keep(made, 'taken', at), unanswered()),
      isMade: true,
    },
    { ...outcome('makes the transfer, and is answered 500', keep(made, 'error', at), error), isMade: true },
  ];
}

function replayed(order: PayoutOrder, rail: Rail, { answer: kept, transfer }: Kept): Given {
  if (kept === 'error') return answer({ kind: 'unknown', why: '500' });
  if (kept === 'refused') return answer({ kind: 'refused', code: 'balance_insufficient', causeMayGo: true });
  const index = transfer ?? 0;
  const told = toldTransfer(order, rail, index, false);
  return {
    answer: { kind: 'taken', transfer: told, replayed: true },
    outOfDate: rail.transfers[index]?.reversed === true,
  };
}

function unanswered(): Given {
  return answer({ kind: 'unknown', why: 'reset' });
}

function answer(given: PostAnswer): Given {
  return { answer: given, outOfDate: false };
}

function outcome(label: string, rail: Rail, given: Given | null): Outcome {
  return { label, rail, given, isMade: false };
}

function flightOf(rail: Rail, index: number): Flight {
  const flight = rail.flights[index];
  if (flight === undefined) throw new RangeError(`no request ${index} is on its way`);
  return flight;
}

function without(rail: Rail, index: number): Rail {
  return { ...rail, flights: rail.flights.filter((_, at) => at !== index) };
}

/** The rail's clock starts here. */
export const BEGINNING = instant(0);
