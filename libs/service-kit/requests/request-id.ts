import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const HEADER = 'X-Request-Id';
const ACCEPTABLE = /^[\w.:-]{1,128}$/;
const ids = new WeakMap<IncomingMessage, string>();

/** Names a request: as its sender did in X-Request-Id, else anew; the answer carries the name. */
export function nameRequest(request: IncomingMessage, response: ServerResponse): string {
  const known = ids.get(request);
  if (known !== undefined) return known;
  const given = request.headers[HEADER.toLowerCase()];
  const id = typeof given === 'string' && ACCEPTABLE.test(given) ? given : randomUUID();
  ids.set(request, id);
  response.setHeader(HEADER, id);
  return id;
}

/** The name that a request was given. */
export function requestIdOf(request: IncomingMessage): string {
  return ids.get(request) ?? '';
}

/** Express middleware that names requests before anything else can go wrong with them. */
export function nameRequests(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  nameRequest(request, response);
  next();
}
