import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import type { TokenKind, TopicName } from './token-kinds';

/** Who sends a request: the token that it bears. */
export interface CallerToken {
  readonly id: string;
  readonly kind: TokenKind;
  readonly topics: readonly TopicName[];
  /** The only program that it is for; null: all. */
  readonly program: string | null;
}

const callers = new WeakMap<IncomingMessage, CallerToken>();

export function rememberCaller(request: IncomingMessage, caller: CallerToken): void {
  callers.set(request, caller);
}

/** The caller of a request, where one was recognised; also of one that was then refused. */
export function recognisedCaller(request: IncomingMessage): CallerToken | undefined {
  return callers.get(request);
}

/** The caller of a request that passed the guard (else an error of ours). */
export function callerOf(request: IncomingMessage): CallerToken {
  const caller = callers.get(request);
  if (caller === undefined) throw new Error('a route that needs a caller must not be public');
  return caller;
}

/** Parameter decorator: the caller of the request. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<IncomingMessage>()),
);
