import { convertToCommandError, ErrorType, isCommandError } from '@eventstore/db-client';
import { EventStoreError, type EventStoreErrorCode } from '../event-store-error';

/** Of grpc's codes, which the client passes on. */
const GRPC_UNKNOWN = 2;
const GRPC_UNAUTHENTICATED = 16;

const UNREACHABLE = 'unreachable' satisfies EventStoreErrorCode;
const DENIED = 'denied' satisfies EventStoreErrorCode;

/** What an error means, what to do, and whether the connection may be kept. */
interface Explanation {
  readonly code: EventStoreErrorCode;
  readonly text: string;
  /** The server answered, and will answer the next request: only this one came to nothing. */
  readonly isConnectionSound: boolean;
}

const doubtful = (code: EventStoreErrorCode, text: string): Explanation => ({ code, text, isConnectionSound: false });
const sound = (code: EventStoreErrorCode, text: string): Explanation => ({ code, text, isConnectionSound: true });

/** What the client's kinds of error mean. */
const KINDS: Readonly<Record<string, Explanation>> = {
  [ErrorType.ACCESS_DENIED]: doubtful(
    DENIED,
    'knows the user, but gives it too few rights: grant those that docs/event-stores.md names',
  ),
  [ErrorType.DEADLINE_EXCEEDED]: doubtful(UNREACHABLE, 'took too long: is it overloaded?'),
  [ErrorType.TIMEOUT]: doubtful(UNREACHABLE, 'took too long: is it overloaded?'),
  [ErrorType.NOT_LEADER]: doubtful(
    UNREACHABLE,
    'is not the leader of its cluster: name all nodes in EVENTSTORE_URL, or give esdb+discover://',
  ),
  [ErrorType.CANCELLED]: doubtful(UNREACHABLE, 'broke off a request'),
  [ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED]: doubtful(
    'invalid',
    'refuses an append for its size: its MaxAppendSize is too low',
  ),
  [ErrorType.STREAM_DELETED]: doubtful('failed', 'says that the stream was deleted: the ledger is not whole there'),
};

const WRONG_CREDENTIALS = doubtful(DENIED, 'refuses name and password: correct them in EVENTSTORE_URL');
const UNDER_WAY = sound(
  UNREACHABLE,
  'did not finish an append in time: the same one is under way already, or it is overloaded',
);

/** The client passes on what grpc, the network or TLS said; the first that fits explains it. */
const MESSAGES: readonly (readonly [RegExp, Explanation])[] = [
  [
    /self[- ]signed|unable to (get|verify)|certificate/i,
    doubtful(DENIED, 'has a certificate that is not trusted, or not for it: give its authority as EVENTSTORE_CA_FILE'),
  ],
  [
    /wrong version number|packet length too long|EPROTO/i,
    doubtful(DENIED, 'speaks no TLS: give tls=false in EVENTSTORE_URL, or set up TLS there'),
  ],
  [
    /ECONNREFUSED/,
    doubtful(UNREACHABLE, 'does not answer (connection refused): is it running, and is EVENTSTORE_URL right?'),
  ],
  [
    /ENOTFOUND|EAI_AGAIN|Name resolution failed/i,
    doubtful(UNREACHABLE, 'cannot be found: is the name in EVENTSTORE_URL right?'),
  ],
  [
    /Failed to discover/,
    doubtful(
      UNREACHABLE,
      'tells no node of its cluster that takes requests: is it running, and is EVENTSTORE_URL right?',
    ),
  ],
  [/is not ready|is busy|leader info/i, doubtful(UNREACHABLE, 'is not ready to take requests')],
  [
    /Last error: Failed to connect/,
    doubtful(UNREACHABLE, 'does not speak as expected: is tls in EVENTSTORE_URL as there?'),
  ],
  [
    /RST_STREAM|GOAWAY|ECONNRESET|EPIPE|socket hang up|Connection (dropped|closed)|session|shut ?down|write after end|keepalive|Cancelled on client/i,
    doubtful(UNREACHABLE, 'broke the connection: if it always does, is tls in EVENTSTORE_URL as there?'),
  ],
];

/** Explains what its kind would say wrongly. */
const TOO_SLOW = /Consumer too slow/;
const READER_BEHIND = sound(UNREACHABLE, 'ended a subscription that read too slowly; it is made again');

/**
 * An error of the client as one line that names the server, what is wrong and what to do; never with the password. And
 * whether the connection is in doubt, so that a new one should be made before anything is asked again.
 */
export function eventStoreDbFailure(
  error: unknown,
  address: string,
): { readonly failure: EventStoreError; readonly isConnectionInDoubt: boolean } {
  if (error instanceof EventStoreError) {
    return { failure: error, isConnectionInDoubt: error.code === UNREACHABLE };
  }
  const { code, text, isConnectionSound } = explain(error);
  const failure = new EventStoreError(code, `EventStoreDB at ${address} ${text}`, { cause: error });
  return { failure, isConnectionInDoubt: code === UNREACHABLE && !isConnectionSound };
}

/** Whether the server answered that it cannot read at all, which is what it says to a position that no event has. */
export function isUnreadable(error: unknown): boolean {
  const known = convertToCommandError(error instanceof Error ? error : new Error(String(error)));
  return isCommandError(known) && known.type === ErrorType.UNKNOWN && Number(known.code) === GRPC_UNKNOWN;
}

/** The server has no event at a position that was read from it before. */
export function anotherLog(address: string, position: bigint): EventStoreError {
  const what = `has no event at position ${position}, up to which its log was read before`;
  const advice = 'bring back the log that the ledger wrote, or have the read models follow this one (rebuild --accept)';
  return new EventStoreError('failed', `EventStoreDB at ${address} ${what}: was it restored or exchanged? ${advice}`);
}

/** The server said nothing for too long. */
export function noAnswer(address: string, timeoutMs: number): EventStoreError {
  const what = `did not answer within ${timeoutMs} ms: is it overloaded, or the network or a firewall in the way?`;
  return new EventStoreError(UNREACHABLE, `EventStoreDB at ${address} ${what}`);
}

function explain(thrown: unknown): Explanation {
  // Some of the client's errors are grpc's own.
  const error = thrown instanceof Error ? convertToCommandError(thrown) : new Error(String(thrown));
  const message = oneLine(error.message);
  const known = explainKind(error, message);
  if (known !== undefined) return { ...known, text: message === '' ? known.text : `${known.text} (${message})` };
  for (const [pattern, explanation] of MESSAGES) {
    if (pattern.test(message)) return { ...explanation, text: `${explanation.text} (${message})` };
  }
  return isCommandError(error) && error.type === ErrorType.UNAVAILABLE
    ? doubtful(UNREACHABLE, `does not answer (${message})`)
    : doubtful('failed', `failed: ${message}`);
}

function explainKind(error: Error, message: string): Explanation | undefined {
  if (!isCommandError(error)) return undefined;
  if (TOO_SLOW.test(message)) return READER_BEHIND;
  if (error.type === ErrorType.ACCESS_DENIED && Number(error.code) === GRPC_UNAUTHENTICATED) return WRONG_CREDENTIALS;
  // The answer to one append of a batch; a deadline of grpc has a code.
  if (error.type === ErrorType.DEADLINE_EXCEEDED && error.code === undefined) return UNDER_WAY;
  return KINDS[error.type];
}

/** Without the times that grpc writes into it. */
function oneLine(message: string): string {
  return message
    .replace(/\(\d{4}-\d\d-\d\dT[\d:.]+Z\)|Resolution note:\s*$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
