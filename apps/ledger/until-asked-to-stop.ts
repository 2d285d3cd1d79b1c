export interface StopRequest {
  /** Resolves at Ctrl-C or SIGTERM; rejects when something cannot go on. */
  readonly asked: Promise<void>;
  /** To be called by what cannot go on. */
  readonly because: (error: unknown) => void;
}

/** Ctrl-C reaches this process twice under npm (from the terminal and from npm): repeats are ignored. */
export function untilAskedToStop(): StopRequest {
  let because: (error: unknown) => void = () => undefined;
  const asked = new Promise<void>((resolve, reject) => {
    because = reject;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
  // It may be told before anybody waits; the one who waits gets it all the same.
  asked.catch(() => undefined);
  return { asked, because: (error) => because(error) };
}
