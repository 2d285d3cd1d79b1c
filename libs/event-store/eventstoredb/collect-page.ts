import { ErrorType, type ResolvedEvent, type StreamingRead } from '@eventstore/db-client';

export interface CollectOptions {
  /** So long may the server be silent. */
  readonly timeoutMs: number;
  /** The client was given up: what came may be only a part. */
  readonly gone: AbortSignal;
  readonly noAnswer: () => Error;
}

type Received = NonNullable<ResolvedEvent['event']>;

/** All events of a read that has an end, or what is to be kept of them; none when there is no such stream. */
export function collectPage<E extends { readonly event?: unknown }, T>(
  stream: StreamingRead<E>,
  kept: (event: Received) => T,
  { timeoutMs, gone, noAnswer }: CollectOptions,
): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const events: T[] = [];
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      gone.removeEventListener('abort', broken);
      settle();
    };
    const fail = (error: Error) => {
      if ((error as { readonly type?: unknown }).type === ErrorType.STREAM_NOT_FOUND) return finish(() => resolve([]));
      finish(() => reject(error));
    };
    const late = () => {
      void stream.cancel();
      fail(noAnswer());
    };
    const broken = () => fail(new Error('Cancelled on client'));
    const timer = setTimeout(late, timeoutMs);
    gone.addEventListener('abort', broken);
    // Stays for good: the package may tell of an error after the end, and nobody listening would end the process.
    stream.on('error', fail);
    stream.on('data', ({ event }: E) => {
      if (event !== undefined) events.push(kept(event as Received));
      timer.refresh();
    });
    stream.on('end', () => finish(() => (gone.aborted ? broken() : resolve(events))));
    if (gone.aborted) broken();
  });
}
