/** The end of a service: asked for by a signal or by its parent's end, or brought about by what cannot go on. */
export interface StopSignal {
  readonly signal: AbortSignal;
  /** Resolves when a stop is asked for; rejects with the reason when the service cannot go on. */
  readonly asked: Promise<void>;
  /** Why it cannot go on; null: it can, or it was asked. */
  reason(): Error | null;
  /** To be called by what cannot go on. */
  because(error: Error): void;
}

/** SIGTERM, SIGINT and SIGHUP ask for a stop; so does the end of the process that started this one, if it has a channel to it. */
export function untilToldToStop(): StopSignal {
  const controller = new AbortController();
  let failure: Error | null = null;
  const asked = new Promise<void>((resolve, reject) => {
    controller.signal.addEventListener('abort', () => (failure === null ? resolve() : reject(failure)), { once: true });
  });
  // It may fail before anybody waits; the one who waits gets it all the same.
  asked.catch(() => undefined);
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  process.on('disconnect', () => controller.abort());
  return {
    signal: controller.signal,
    asked,
    reason: () => failure,
    because: (error) => {
      if (controller.signal.aborted) return;
      failure = error;
      controller.abort();
    },
  };
}
