/** One fault of a request, and where it is: a field (`limit`), a place in the body (`events[3].type`), a line. */
export interface ProblemError {
  readonly field: string;
  readonly detail: string;
}

/** A problem as RFC 9457 writes it, in `application/problem+json`. */
export interface ProblemDetails {
  /** Stable: `urn:partner-ledger:problem:<kind>`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What was wrong in this case, and what to do. */
  readonly detail: string;
  /** The path that was asked for. */
  readonly instance: string;
  readonly requestId: string;
  readonly errors?: readonly ProblemError[];
  readonly [extension: string]: unknown;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Every kind of problem that the API answers with, its status and its title. */
export const PROBLEMS = {
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'invalid-cursor': { status: 400, title: 'The cursor is not one of this list' },
  unauthenticated: { status: 401, title: 'A token is needed' },
  forbidden: { status: 403, title: 'The token does not allow this' },
  'program-not-allowed': { status: 403, title: 'The token may not send events of this program' },
  'topic-not-allowed': { status: 403, title: 'The token may not send events of this topic' },
  'source-reserved': { status: 403, title: 'Only the ledger itself says this' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'method-not-allowed': { status: 405, title: 'The method is not one of this path' },
  'not-acceptable': { status: 406, title: 'None of the accepted media types can be answered' },
  conflict: { status: 409, title: 'What is there does not allow this' },
  'not-set-up': { status: 409, title: 'It is not set up here' },
  gone: { status: 410, title: 'It was there, and was deleted' },
  'too-slow': { status: 408, title: 'The body took too long to arrive' },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'The content type is not supported' },
  rejected: { status: 422, title: 'The rules of the program reject this' },
  'precondition-failed': { status: 412, title: 'It was changed meanwhile' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'key-reused': { status: 422, title: 'The idempotency key was used for another body' },
  'internal-error': { status: 500, title: 'The service failed' },
  'not-yet-visible': { status: 503, title: 'What was asked for is not visible yet' },
  unavailable: { status: 503, title: 'The service cannot do this now' },
} as const;

export type ProblemKind = keyof typeof PROBLEMS;

/** The `type` of a kind of problem. */
export function problemType(kind: ProblemKind): string {
  return `urn:partner-ledger:problem:${kind}`;
}
