import { createHash } from 'node:crypto';
import { UserError } from '../user-error';
import type { EventLine } from './cut-into-requests';

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

/** Where events are sent. */
export interface Receiver {
  readonly url: string;
  readonly token: string;
  /** The events are a log that is restored, ticks of its clock included. */
  readonly restores?: boolean;
}

const TOO_LARGE = 413;

/** Sends events in one request. Throws UserError, one line, for every other refusal and for what is no answer of a ledger. */
export async function postEvents(receiver: Receiver, events: readonly EventLine[]): Promise<PostOutcome> {
  const { status, text, contentType } = await request(receiver, events);
  const answer = parsed(text);
  if (status === TOO_LARGE) return { type: 'too-large', problem: problemText(answer, status) };
  if (answer === undefined) {
    throw new UserError(
      `${receiver.url} answered status ${status} and no JSON (${contentType}): is it the ledger’s address?`,
    );
  }
  if (status !== 200) throw new UserError(`${receiver.url} refused ${linesOf(events)}: ${problemText(answer, status)}`);
  if (!Array.isArray(answer) || answer.length !== events.length) {
    throw new UserError(
      `${receiver.url} did not answer each of the ${events.length} events sent: is it the ledger’s address?`,
    );
  }
  return { type: 'answered', answers: answer as EventAnswer[] };
}

async function request({ url, token, restores = false }: Receiver, events: readonly EventLine[]) {
  const body = events.map(({ text }) => text).join('\n');
  const restoring: Record<string, string> = restores ? { 'ledger-restore': 'true' } : {};
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', ...restoring };
  try {
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': keyOf(body, events) },
      body,
    });
    const contentType = response.headers.get('content-type') ?? 'no content type';
    return { status: response.status, text: await response.text(), contentType };
  } catch (error) {
    throw new UserError(`${url} cannot be reached: ${reason(error)}`);
  }
}

/** The key follows from what is sent and its place in the file, so that a repetition gets the first answers. */
function keyOf(body: string, [first]: readonly EventLine[]): string {
  return `ingest-${first?.lineNumber}-${createHash('sha256').update(body).digest('hex')}`;
}

/** Undefined: no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function linesOf(events: readonly EventLine[]): string {
  return `lines ${events[0]?.lineNumber} to ${events.at(-1)?.lineNumber}`;
}

function problemText(answer: unknown, status: number): string {
  const problem =
    typeof answer === 'object' && answer !== null ? (answer as { title?: unknown; detail?: unknown }) : {};
  const parts = [problem.title, problem.detail].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? `status ${status}` : parts.join(': ');
}

/** `fetch` says only that it failed; why is in the cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
