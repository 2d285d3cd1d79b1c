/** The end of this process: asked for from outside, or brought about by what cannot go on. */
export interface StopRequest {
  /** Aborted in either case: what waits for a server waits no longer. */
  readonly signal: AbortSignal;
  /** Resolves when a stop is asked for; rejects with what cannot go on. */
  readonly asked: Promise<void>;
  /** Whether somebody asked, so that nothing that fails from now on is news. */
  isAsked(): boolean;
  /** To be called by what cannot go on. */
  readonly because: (failure: unknown) => void;
}

/**
 * SIGINT, SIGTERM and SIGHUP (the terminal was closed) ask for a stop; so does the end of whom this process is there for,
 * who else would not know that it still runs: the reader of what it prints, or the parent that has a channel to it.
 * Ctrl-C reaches a process twice under npm, from the terminal and from npm: repeats are ignored.
 */
export function untilStopped(goneWith: 'reader' | 'parent'): StopRequest {
  const controller = new AbortController();
  let failure: { readonly because: unknown } | null = null;
  const asked = new Promise<void>((resolve, reject) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- What failed is passed on as it came.
    const end = () => (failure === null ? resolve() : reject(failure.because));
    controller.signal.addEventListener('abort', end, { once: true });
  });
  // It may end before anybody waits; the one who waits is told all the same.
  asked.catch(() => undefined);
  const ask = () => controller.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  if (goneWith === 'parent') process.on('disconnect', ask);
  else process.stdout.on('error', ask);
  return {
    signal: controller.signal,
    asked,
    isAsked: () => controller.signal.aborted && failure === null,
    because: (error) => {
      if (controller.signal.aborted) return;
      failure = { because: error };
      controller.abort();
    },
  };
}
