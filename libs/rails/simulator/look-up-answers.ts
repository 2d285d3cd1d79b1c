import type { SimulatedStripe } from './simulated-stripe';
import { errorAnswer, okAnswer, type WireAnswer } from './wire-answer';

const PAGE = 10;

/** A page of transfers, the latest first, as Stripe lists them. */
export function listAnswer({ transfers }: SimulatedStripe, asked: URLSearchParams): WireAnswer {
  const [group, destination] = [asked.get('transfer_group'), asked.get('destination')];
  const matching = [...transfers]
    .reverse()
    .filter((each) => group === null || each.transfer_group === group)
    .filter(({ created }) => created >= Number(asked.get('created[gte]') ?? 0))
    .filter((each) => destination === null || each.destination === destination);
  const after = asked.get('starting_after');
  const from = after === null ? 0 : matching.findIndex(({ id }) => id === after) + 1;
  const size = Number(asked.get('limit') ?? PAGE);
  const data = matching.slice(from, from + size);
  return okAnswer({ object: 'list', url: '/v1/transfers', has_more: from + size < matching.length, data });
}

export function transferAnswer({ transfers }: SimulatedStripe, id: string): WireAnswer {
  const transfer = transfers.find((each) => each.id === id);
  return transfer === undefined ? missing(`No such transfer: '${id}'`) : okAnswer(transfer);
}

export function accountAnswer(books: SimulatedStripe, id: string): WireAnswer {
  const account = books.accountOf(id);
  if (account === null) return missing(`No such account: '${id}'`);
  const { transfers, payoutsEnabled, currentlyDue, pastDue, disabledReason } = account;
  return okAnswer({
    id,
    object: 'account',
    capabilities: { transfers },
    payouts_enabled: payoutsEnabled,
    requirements: { currently_due: currentlyDue, past_due: pastDue, disabled_reason: disabledReason },
  });
}

export function balanceAnswer({ balances }: SimulatedStripe): WireAnswer {
  const available = [...balances].map(([currency, amount]) => ({ amount, currency }));
  return okAnswer({ object: 'balance', livemode: false, available, pending: [] });
}

function missing(message: string): WireAnswer {
  return errorAnswer(404, 'invalid_request_error', 'resource_missing', message);
}
