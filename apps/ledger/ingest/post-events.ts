import { createHash } from 'node:crypto';
import { UserError } from '@ledger/hosting/process/user-error';
import type { EventLine } from './cut-into-requests';
import { problemText, sendRequest, TOO_LARGE, type Receiver } from './send-request';

/** What became of one event. */
export interface EventAnswer {
  readonly id: string;
  readonly verdict: 'accepted' | 'ignored' | 'rejected';
  readonly code?: string;
  readonly detail?: string;
  readonly repeated: boolean;
}

/** What became of a request; `too-large`: nothing of it was recorded, and a part of it may pass. */
export type PostOutcome =
  | { readonly type: 'answered'; readonly answers: readonly EventAnswer[] }
  | { readonly type: 'too-large'; readonly problem: string };

/** Sends events in one request. Throws UserError, one line, for every other refusal and for what is no answer of a ledger. */
export async function postEvents(receiver: Receiver, events: readonly EventLine[]): Promise<PostOutcome> {
  const body = events.map(({ text }) => text).join('\n');
  const { status, answer } = await sendRequest(receiver, {
    body,
    path: '/v1/events',
    headers: { 'idempotency-key': keyOf(body, events) },
  });
  if (status === TOO_LARGE) return { type: 'too-large', problem: problemText(answer, status) };
  if (status !== 200) throw new UserError(`${receiver.url} refused ${linesOf(events)}: ${problemText(answer, status)}`);
  if (!Array.isArray(answer) || answer.length !== events.length) {
    throw new UserError(
      `${receiver.url} did not answer each of the ${events.length} events sent: is it the ledger’s address?`,
    );
  }
  return { type: 'answered', answers: answer as EventAnswer[] };
}

/** The key follows from what is sent and its place in the file, so that a repetition gets the first answers. */
function keyOf(body: string, [first]: readonly EventLine[]): string {
  return `ingest-${first?.lineNumber}-${createHash('sha256').update(body).digest('hex')}`;
}

function linesOf(events: readonly EventLine[]): string {
  return `lines ${events[0]?.lineNumber} to ${events.at(-1)?.lineNumber}`;
}
