import { formatInstant } from '@ledger/kernel/instant';
import type { SimulatedBatch } from './simulated-paypal';
import type { WireAnswer } from './wire-answer';

const ADDRESS = 'https://api.sandbox.paypal.com';
const ERRORS = 'https://developer.paypal.com/docs/api/payments.payouts-batch/#errors';

/** An error in PayPal's form. */
export function paypalError(
  status: number,
  name: string,
  message: string,
  details: readonly object[] = [],
): WireAnswer {
  const error = { name, message, debug_id: 'f05063556a338', information_link: ERRORS, details, links: [] };
  return { status, headers: {}, body: JSON.stringify(error) };
}

/** The id of the sender was used before: by this batch. */
export function usedBeforeAnswer(batch: string): WireAnswer {
  const link = [{ href: `${ADDRESS}/v1/payments/payouts/${batch}`, rel: 'self', method: 'GET' }];
  const issue = 'Batch with given sender_batch_id already exists';
  return paypalError(400, 'USER_BUSINESS_ERROR', 'User business error.', [{ field: 'SENDER_BATCH_ID', issue, link }]);
}

/** The order was taken in. */
export function acceptedAnswer({ batch, senderBatchId }: SimulatedBatch): WireAnswer {
  const header = {
    sender_batch_header: { sender_batch_id: senderBatchId },
    payout_batch_id: batch,
    batch_status: 'PENDING',
  };
  return { status: 201, headers: {}, body: JSON.stringify({ batch_header: header }) };
}

/** A batch with its item; one that is not begun has none. */
export function batchAnswer(told: SimulatedBatch): WireAnswer {
  const { batch, senderBatchId, status, amount, fee, createdAt } = told;
  const header = {
    payout_batch_id: batch,
    batch_status: batchStatus(status),
    time_created: formatInstant(createdAt),
    sender_batch_header: { sender_batch_id: senderBatchId },
    amount,
    fees: fee,
  };
  const items = status === 'PENDING' ? [] : [itemOf(told)];
  return { status: 200, headers: {}, body: JSON.stringify({ batch_header: header, items, links: [] }) };
}

export function itemAnswer(told: SimulatedBatch): WireAnswer {
  const item = { ...itemOf(told), sender_batch_id: told.senderBatchId };
  return { status: 200, headers: {}, body: JSON.stringify(item) };
}

function itemOf({ batch, item, status, fee, recipientType, receiver, amount, senderItemId, error }: SimulatedBatch) {
  return {
    payout_item_id: item,
    transaction_status: status,
    payout_item_fee: fee,
    payout_batch_id: batch,
    payout_item: { recipient_type: recipientType, amount, receiver, sender_item_id: senderItemId },
    ...(error === null ? {} : { errors: { name: error, message: `${receiver}: ${error}` } }),
  };
}

function batchStatus(status: string): string {
  return status === 'PENDING' || status === 'PROCESSING' || status === 'DENIED' ? status : 'SUCCESS';
}
