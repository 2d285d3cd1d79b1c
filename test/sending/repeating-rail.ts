import type { PayoutOrder } from '@ledger/rails/sending/payout-order';
import type { PostAnswer, Reading } from '@ledger/rails/sending/rail-answers';
import type { TransferId } from '@ledger/rails/sending/transfer';
import { toldTransfer, type Flight, type Outcome, type Rail } from './modelled-rail';
import type { RailModel } from './rail-model';

/**
 * A rail that takes an order in and pays it later, or never, and that tells by the same request alone what became of the
 * first: PayPal. `reversed` of a transfer is that it ended unpaid, or came back.
 */
export const REPEATING_RAIL: RailModel = { arrivals, completions, readings, comesTo };

function arrivals(_order: PayoutOrder, rail: Rail, index: number): Outcome[] {
  const flight = flightOf(rail, index);
  const gone = without(rail, index);
  const outcomes = [
    outcome('is lost on its way', gone, { kind: 'unknown', why: 'reset' }),
    outcome('is put off by 429', gone, { kind: 'put_off', code: 'RATE_LIMIT_REACHED' }),
  ];
  const kept = rail.kept[flight.key];
  if (kept !== undefined) return [...outcomes, outcome('is known again', gone, accepted(kept.transfer ?? 0))];
  if (rail.flights.some((other) => other.atWork && other.key === flight.key)) {
    return [...outcomes, outcome('is known again, with no batch named', gone, { kind: 'unknown', why: 'no batch' })];
  }
  const flights = rail.flights.map((each, at) => (at === index ? { ...each, atWork: true } : each));
  return [...outcomes, { label: 'arrives', rail: { ...rail, flights }, given: null, isMade: false }];
}

/** A refusal is remembered by nobody. */
function completions(_order: PayoutOrder, rail: Rail, index: number): Outcome[] {
  const { key, begunAt } = flightOf(rail, index);
  const gone = without(rail, index);
  const at = gone.transfers.length;
  const made: Rail = {
    ...gone,
    transfers: [...gone.transfers, { key, reversed: false, isUnderWay: true }],
    kept: { ...gone.kept, [key]: { answer: 'taken', transfer: at, since: begunAt } },
  };
  const takenIn = (label: string, answer: PostAnswer): Outcome => ({ ...outcome(label, made, answer), isMade: true });
  const refusal = (code: string, causeMayGo: boolean) => ({ kind: 'refused', code, causeMayGo }) as const;
  return [
    outcome('does nothing, and is answered 500', gone, { kind: 'unknown', why: '500' }),
    outcome('is refused for good', gone, refusal('VALIDATION_ERROR', false)),
    outcome('is refused for want of balance', gone, refusal('INSUFFICIENT_FUNDS', true)),
    takenIn('is taken in', accepted(at)),
    takenIn('is taken in, and no answer comes', { kind: 'unknown', why: 'reset' }),
  ];
}

/** It may be that the rail does not find what it told of. */
function readings(order: PayoutOrder, rail: Rail, index: number): readonly Reading[] {
  const transfer = rail.transfers[index];
  if (transfer === undefined) throw new RangeError(`no transfer ${index}`);
  const missing: Reading = { kind: 'missing' };
  if (transfer.isUnderWay === true) return [{ kind: 'under_way', why: 'PENDING' }, missing];
  const ended = (causeMayGo: boolean): Reading => ({ kind: 'ended_unpaid', code: 'FAILED', causeMayGo });
  if (transfer.reversed) return [ended(false), ended(true), missing];
  return [{ kind: 'read', transfer: toldTransfer(order, rail, index, false) }, missing];
}

/** What is under way is paid or not; what was paid may come back. */
function comesTo(rail: Rail): { readonly label: string; readonly rail: Rail }[] {
  return rail.transfers.flatMap((transfer, index) => {
    const become = (reversed: boolean): Rail => ({
      ...rail,
      transfers: rail.transfers.map((each, at) => (at === index ? { ...each, reversed, isUnderWay: false } : each)),
    });
    if (transfer.isUnderWay === true) {
      return [
        { label: `t${index} is paid`, rail: become(false) },
        { label: `t${index} ends unpaid`, rail: become(true) },
      ];
    }
    return transfer.reversed ? [] : [{ label: `t${index} comes back`, rail: become(true) }];
  });
}

function accepted(transfer: number): PostAnswer {
  return { kind: 'accepted', transfer: `t${transfer}` as TransferId };
}

function outcome(label: string, rail: Rail, answer: PostAnswer): Outcome {
  return { label, rail, given: { answer, outOfDate: false }, isMade: false };
}

function flightOf(rail: Rail, index: number): Flight {
  const flight = rail.flights[index];
  if (flight === undefined) throw new RangeError(`no request ${index} is on its way`);
  return flight;
}

function without(rail: Rail, index: number): Rail {
  return { ...rail, flights: rail.flights.filter((_, at) => at !== index) };
}
