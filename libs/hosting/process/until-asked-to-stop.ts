export interface StopRequest {
  /** Resolves at Ctrl-C or SIGTERM; rejects when something cannot go on. */
  readonly asked: Promise<void>;
  /** Aborted when it is asked: what waits for a server waits no longer. */
  readonly signal: AbortSignal;
  /** To be called by what cannot go on. */
  readonly because: (error: unknown) => void;
}

/** Ctrl-C reaches this process twice under npm (from the terminal and from npm): repeats are ignored. SIGHUP: the terminal was closed. */
export function untilAskedToStop(): StopRequest {
  const controller = new AbortController();
  let because: (error: unknown) => void = () => undefined;
  const asked = new Promise<void>((resolve, reject) => {
    because = reject;
    controller.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  // Who reads the output went away: nobody would know that it still runs.
  process.stdout.on('error', () => controller.abort());
  // It may be told before anybody waits; the one who waits gets it all the same.
  asked.catch(() => undefined);
  return { asked, signal: controller.signal, because: (error) => because(error) };
}
