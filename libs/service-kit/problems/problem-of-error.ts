import { HttpException } from '@nestjs/common';
import { DocumentPurged } from '@ledger/documents/issued/document-purged';
import { EventStoreError } from '@ledger/event-store/event-store-error';
import { postgresFailure } from '@ledger/event-store/postgres/postgres-failure';
import { Fault, faultKindOf } from '@ledger/kernel/fault';
import { Problem } from './problem';
import type { ProblemKind } from './problem-details';

/** A problem for whatever was thrown; what nobody foresaw becomes `internal-error`, without its message. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) return problemOfHttpException(error);
  if (error instanceof DocumentPurged) return new Problem('gone', error.message);
  if (isUnavailable(error)) return unavailable(error);
  return new Problem('internal-error', 'Nothing is known to be wrong with the request. The log has more.');
}

/** The same hint for a body of too many bytes and one of too many events. */
export function tooLarge(reason: string): Problem {
  return new Problem(
    'too-large',
    `${reason} Send fewer events at a time, or feed a file of any size with: ledger ingest FILE`,
  );
}

/** What Nest itself ends a request with. */
const KIND_OF_STATUS: Readonly<Record<number, ProblemKind>> = {
  400: 'invalid-request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  406: 'not-acceptable',
  413: 'too-large',
  415: 'unsupported-media-type',
};

function problemOfHttpException(error: HttpException): Problem {
  const status = error.getStatus();
  const kind = KIND_OF_STATUS[status];
  const answer = error.getResponse();
  const details = typeof answer === 'object' && 'details' in answer ? { checks: answer.details } : {};
  if (status === 503) return new Problem('unavailable', notReady(details.checks), { extensions: details });
  return new Problem(kind ?? (status < 500 ? 'invalid-request' : 'internal-error'), error.message);
}

function notReady(checks: unknown): string {
  const down = Object.entries((checks ?? {}) as Record<string, { status?: string }>).filter(
    ([, { status }]) => status !== 'up',
  );
  return down.length === 0 ? 'The service is shutting down.' : `Not ready: ${down.map(([name]) => name).join(', ')}.`;
}

/** Only where waiting helps: what Postgres denies, or lacks, it will deny and lack in a moment too. */
function isUnavailable(error: unknown): boolean {
  if (error instanceof Fault) return faultKindOf(error) === 'wait';
  return error instanceof Error && postgresFailure(error, {}).code === 'unreachable';
}

function unavailable(error: unknown): Problem {
  return new Problem(
    'unavailable',
    `${whatIsAway(error)} cannot be reached now. Send the same request again in a moment.`,
    {
      headers: { 'Retry-After': '1' },
    },
  );
}

function whatIsAway(error: unknown): string {
  if (error instanceof EventStoreError) return 'The event store';
  return error instanceof Fault ? 'A server that this needs' : 'The database';
}
