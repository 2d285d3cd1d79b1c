import type { JsonObject } from '@ledger/contracts/json-object';
import type { PostAnswer } from '../sending/rail-answers';
import type { TransferId } from '../sending/transfer';
import { objectIn, objectsIn, textIn } from './told-fields';
import type { Answer } from './paypal-client';

/** Refusals whose cause may go: ordered anew when it has. */
const CAUSE_MAY_GO = new Set(['INSUFFICIENT_FUNDS']);
/**
 * Statuses by which PayPal says that it did not begin: too many requests, another like it at work, an application that
 * may not (yet), an address at which there is nothing.
 */
const NOT_BEGUN = new Set([401, 403, 404, 409, 429]);
/** Statuses of a request that was looked at and is not done. */
const REFUSED = new Set([400, 422]);
const CODE = /^[A-Za-z0-9_.-]{1,64}$/;
const BATCH = /\/v1\/payments\/payouts\/([A-Za-z0-9_-]{1,64})\/?(?:\?.*)?$/;
const USED_BEFORE = /\b(?:exists?|already|duplicate)\b/i;

/** What a request that orders a payout did: whatever PayPal did not say itself is unknown. */
export function postAnswerOf(answer: Answer): PostAnswer {
  if (answer.kind === 'not_sent') return { kind: 'put_off', code: answer.code };
  if (answer.kind === 'unknown') return answer;
  const { status, body } = answer;
  if (status >= 200 && status < 300)
    return orderTakenIn(textIn(objectIn(body, 'batch_header'), 'payout_batch_id'), status);
  const code = codeIn(body) ?? `status_${status}`;
  if (NOT_BEGUN.has(status)) return { kind: 'put_off', code };
  if (!REFUSED.has(status)) return { kind: 'unknown', why: `${status} ${code}` };
  const details = objectsIn(body, 'details');
  const batch = linkedBatch(body, details);
  // Its id was used in the last 30 days: the order that used it is ours, or is found to differ when it is read.
  if (batch !== null || details.some(saysUsedBefore)) return orderTakenIn(batch, status);
  return { kind: 'refused', code, causeMayGo: [code, ...details.map(issueIn)].some(causeMayGo) };
}

/** Whether something that PayPal refused or ended so may be done when its cause is gone. */
export function causeMayGo(code: string | null): boolean {
  return code !== null && CAUSE_MAY_GO.has(code);
}

/** The name of an error, where it is one: what else PayPal writes may name a person. */
export function codeIn(error: JsonObject): string | null {
  const name = textIn(error, 'name');
  return name !== null && CODE.test(name) ? name : null;
}

function orderTakenIn(batch: string | null, status: number): PostAnswer {
  if (batch === null || !CODE.test(batch)) return { kind: 'unknown', why: `status ${status} that names no batch` };
  return { kind: 'accepted', transfer: batch as TransferId };
}

function saysUsedBefore(detail: JsonObject): boolean {
  return USED_BEFORE.test(textIn(detail, 'issue') ?? '');
}

/** The id alone is taken over: an address that PayPal names is not called. */
function linkedBatch(body: JsonObject, details: readonly JsonObject[]): string | null {
  const links = [...details, body].flatMap((told) => [...objectsIn(told, 'link'), ...objectsIn(told, 'links')]);
  for (const link of links) {
    const [, batch] = BATCH.exec(textIn(link, 'href') ?? '') ?? [];
    if (batch !== undefined) return batch;
  }
  return null;
}

function issueIn(detail: JsonObject): string | null {
  return textIn(detail, 'issue');
}
