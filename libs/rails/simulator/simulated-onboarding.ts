import type { SimulatedStripe } from './simulated-stripe';
import { ACTIVE_ACCOUNT, type SimulatedAccount } from './simulated-stripe';
import { accountAnswer } from './look-up-answers';
import { errorAnswer, okAnswer, type WireAnswer } from './wire-answer';

const LINK_SECONDS = 300;
/** What an account that was just made may do: nothing until its owner was asked. */
const BEGUN: SimulatedAccount = {
  transfers: 'inactive',
  payoutsEnabled: false,
  currentlyDue: ['external_account', 'tos_acceptance.date'],
  pastDue: [],
  disabledReason: 'requirements.past_due',
};

/** Makes an account: the same again for the same key. */
export function makeAccount(books: SimulatedStripe, key: string, body: string): WireAnswer {
  const known = books.remembered(key, body);
  if (known !== null) return known;
  const id = `acct_made_${books.accounts.size + 1}`;
  books.accounts.set(id, BEGUN);
  books.onboardings.set(id, new URLSearchParams(body).get('metadata[onboarding]') ?? '');
  const answer = accountAnswer(books, id);
  books.remember(key, body, answer);
  return answer;
}

/** All accounts that were made, on one page. */
export function accountsAnswer(books: SimulatedStripe): WireAnswer {
  const data = [...books.onboardings].map(([id, onboarding]) => ({ id, object: 'account', metadata: { onboarding } }));
  return okAnswer({ object: 'list', url: '/v1/accounts', has_more: false, data });
}

/** A link to the page at which an account's owner gives what is asked for. */
export function linkAnswer(
  books: SimulatedStripe,
  body: string,
  { base, nowS }: { base: string; nowS: number },
): WireAnswer {
  const account = new URLSearchParams(body).get('account') ?? '';
  if (!books.accounts.has(account)) {
    return errorAnswer(400, 'invalid_request_error', 'resource_missing', `No such account: '${account}'`);
  }
  const url = `${base}/setup/${account}`;
  return okAnswer({ object: 'account_link', created: nowS, expires_at: nowS + LINK_SECONDS, url });
}

/** Its owner was there, and gave all. */
export function completeAccount(books: SimulatedStripe, account: string): WireAnswer {
  if (!books.accounts.has(account)) return errorAnswer(404, 'invalid_request_error', null, 'No such page');
  books.accounts.set(account, ACTIVE_ACCOUNT);
  books.changed();
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: `${account} is ready to be paid.\n` };
}
