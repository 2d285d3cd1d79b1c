import type { JsonObject } from '@ledger/contracts/json-object';
import type { Destination, TransferGroup } from '../sending/payout-order';
import type { Reading } from '../sending/rail-answers';
import type { Transfer, TransferId } from '../sending/transfer';
import { objectIn, objectsIn, textIn } from './told-fields';
import { causeMayGo, codeIn } from './paypal-errors';
import { fromWire, type WireAmount } from './wire-amount';

/** The money is reserved, and goes to the payee or comes back (payouts.md, part 3). */
const UNDER_WAY = new Set(['NEW', 'PENDING', 'PROCESSING', 'UNPROCESSED', 'ONHOLD', 'UNCLAIMED']);
/** The money is the platform's again, or always was. */
const UNPAID = new Set(['FAILED', 'RETURNED', 'REFUNDED', 'REVERSED', 'BLOCKED', 'DENIED', 'CANCELED', 'CANCELLED']);

/** What a batch of one item says of it; RangeError: it is none that can be read. */
export function readBatch(batch: JsonObject): Reading {
  const header = objectIn(batch, 'batch_header');
  const status = textIn(header, 'batch_status');
  const [item, ...others] = objectsIn(batch, 'items');
  // A batch that was denied did nothing, whatever it says of its items.
  if (status !== null && UNPAID.has(status)) return unpaid(status, [item ?? {}, header, batch]);
  if (item === undefined) return waiting(status);
  const group = others.length > 0 ? null : groupIn(objectIn(header, 'sender_batch_header'));
  return readItemOf(item, group);
}

/** What an item says of itself. */
export function readItem(item: JsonObject): Reading {
  return readItemOf(item, groupIn(item));
}

function readItemOf(item: JsonObject, group: TransferGroup | null): Reading {
  const status = textIn(item, 'transaction_status');
  if (status === 'SUCCESS') return { kind: 'read', transfer: transferIn(item, group) };
  if (status !== null && UNPAID.has(status)) return unpaid(status, [item]);
  return waiting(status);
}

function waiting(status: string | null): Reading {
  if (status === 'SUCCESS') return { kind: 'unknown', why: 'a batch that succeeded without an item' };
  if (status !== null && UNDER_WAY.has(status)) return { kind: 'under_way', why: status };
  return { kind: 'unknown', why: 'a status that is not known' };
}

/** By the name of the error where there is one, else by the status. */
function unpaid(status: string, told: readonly JsonObject[]): Reading {
  const [name] = told.map((each) => codeIn(objectIn(each, 'errors'))).filter((code) => code !== null);
  const code = name ?? status;
  return { kind: 'ended_unpaid', code, causeMayGo: causeMayGo(code) };
}

function transferIn(item: JsonObject, group: TransferGroup | null): Transfer {
  const ordered = objectIn(item, 'payout_item');
  const amount = amountIn(ordered, 'amount');
  const [id, receiver] = [textIn(item, 'payout_item_id'), textIn(ordered, 'receiver')];
  if (id === null || receiver === null || amount === null) throw new RangeError('the answer is no payout item');
  const fee = amountIn(item, 'payout_item_fee');
  return {
    id: id as TransferId,
    group,
    destination: receiver as Destination,
    amountMinor: fromWire(amount),
    currency: amount.currency,
    reversedMinor: fromWire({ value: '0', currency: amount.currency }),
    // A fee in another currency is none that the ledger could post.
    ...(fee?.currency === amount.currency ? { feeMinor: fromWire(fee) } : {}),
  };
}

function amountIn(told: JsonObject, name: string): WireAmount | null {
  const amount = objectIn(told, name);
  const [value, currency] = [textIn(amount, 'value'), textIn(amount, 'currency')];
  return value === null || currency === null ? null : { value, currency };
}

/** The key of an attempt without its number: what all attempts of a payout have in common. */
function groupIn(header: JsonObject): TransferGroup | null {
  const [, group] = /^(.+):\d+$/.exec(textIn(header, 'sender_batch_id') ?? '') ?? [];
  return (group ?? null) as TransferGroup | null;
}
