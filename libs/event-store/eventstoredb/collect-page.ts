import { ErrorType, type ResolvedEvent, type StreamingRead } from '@eventstore/db-client';

export interface CollectOptions {
  /** So long may the server be silent. */
  readonly timeoutMs: number;
  /** The client was given up: what came may be only a part. */
  readonly gone: AbortSignal;
  readonly noAnswer: () => Error;
}

type Received = NonNullable<ResolvedEvent['event']>;

/** All events of a read that has an end; none when there is no such stream. */
export function collectPage<E extends { readonly event?: unknown }>(
  stream: StreamingRead<E>,
  { timeoutMs, gone, noAnswer }: CollectOptions,
): Promise<Received[]> {
  return new Promise((resolve, reject) => {
    const events: Received[] = [];
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
      if (event !== undefined) events.push(event as Received);
      timer.refresh();
    });
    stream.on('end', () => finish(() => (gone.aborted ? broken() : resolve(events))));
    if (gone.aborted) broken();
  });
}
