import { convertToCommandError, ErrorType, isCommandError } from '@eventstore/db-client';
import { EventStoreError, type EventStoreErrorCode } from '../event-store-error';

const UNREACHABLE = 'unreachable' satisfies EventStoreErrorCode;
const DENIED = 'denied' satisfies EventStoreErrorCode;

/** What the client's kinds of error mean, and what to do. */
const KINDS: Readonly<Record<string, readonly [EventStoreErrorCode, string]>> = {
  [ErrorType.ACCESS_DENIED]: [DENIED, 'refuses the credentials: correct them in EVENTSTORE_URL, or their rights there'],
  [ErrorType.DEADLINE_EXCEEDED]: [UNREACHABLE, 'took too long: is it overloaded?'],
  [ErrorType.TIMEOUT]: [UNREACHABLE, 'took too long: is it overloaded?'],
  [ErrorType.NOT_LEADER]: [
    UNREACHABLE,
    'is not the leader of its cluster: name all nodes in EVENTSTORE_URL, or give esdb+discover://',
  ],
  [ErrorType.CANCELLED]: [UNREACHABLE, 'broke off a request'],
  [ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED]: ['invalid', 'refuses an append for its size: its MaxAppendSize is too low'],
  [ErrorType.STREAM_DELETED]: ['failed', 'says that the stream was deleted: the ledger is not whole there'],
};

/** The client passes on what grpc, the network or TLS said; the first that fits explains it. */
const MESSAGES: readonly (readonly [RegExp, EventStoreErrorCode, string])[] = [
  [
    /self[- ]signed|unable to (get|verify)|certificate/i,
    DENIED,
    'has a certificate that is not trusted, or not for it: give its authority as EVENTSTORE_CA_FILE',
  ],
  [
    /wrong version number|packet length too long|EPROTO/i,
    DENIED,
    'speaks no TLS: give tls=false in EVENTSTORE_URL, or set up TLS there',
  ],
  [/ECONNREFUSED/, UNREACHABLE, 'does not answer (connection refused): is it running, and is EVENTSTORE_URL right?'],
  [/ENOTFOUND|EAI_AGAIN|Name resolution failed/i, UNREACHABLE, 'cannot be found: is the name in EVENTSTORE_URL right?'],
  [
    /Failed to discover/,
    UNREACHABLE,
    'tells no node of its cluster that takes requests: is it running, and is EVENTSTORE_URL right?',
  ],
  [/is not ready|is busy|leader info/i, UNREACHABLE, 'is not ready to take requests'],
  [/Last error: Failed to connect/, UNREACHABLE, 'does not speak as expected: is tls in EVENTSTORE_URL as there?'],
  [
    /RST_STREAM|GOAWAY|ECONNRESET|EPIPE|socket hang up|Connection (dropped|closed)|session|shut ?down|write after end|keepalive|Cancelled on client/i,
    UNREACHABLE,
    'broke the connection: if it always does, is tls in EVENTSTORE_URL as there?',
  ],
];

/** An error of the client as one line that names the server, what is wrong and what to do; never with the password. */
export function eventStoreDbFailure(error: unknown, address: string): EventStoreError {
  if (error instanceof EventStoreError) return error;
  const [code, explanation] = explain(error);
  return new EventStoreError(code, `EventStoreDB at ${address} ${explanation}`, { cause: error });
}

/** The server said nothing for too long. */
export function noAnswer(address: string, timeoutMs: number): EventStoreError {
  const what = `did not answer within ${timeoutMs} ms: is it overloaded, or the network or a firewall in the way?`;
  return new EventStoreError(UNREACHABLE, `EventStoreDB at ${address} ${what}`);
}

function explain(thrown: unknown): readonly [EventStoreErrorCode, string] {
  // Some of the client's errors are grpc's own.
  const error = thrown instanceof Error ? convertToCommandError(thrown) : new Error(String(thrown));
  const message = oneLine(error.message);
  const kind = isCommandError(error) ? error.type : undefined;
  const known = kind === undefined ? undefined : KINDS[kind];
  if (known !== undefined) return [known[0], `${known[1]} (${message})`];
  for (const [pattern, code, explanation] of MESSAGES) {
    if (pattern.test(message)) return [code, `${explanation} (${message})`];
  }
  return kind === ErrorType.UNAVAILABLE
    ? [UNREACHABLE, `does not answer (${message})`]
    : ['failed', `failed: ${message}`];
}

/** Without the times that grpc writes into it. */
function oneLine(message: string): string {
  return message
    .replace(/\(\d{4}-\d\d-\d\dT[\d:.]+Z\)|Resolution note:\s*$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
