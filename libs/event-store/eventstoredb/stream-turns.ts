/** Lets actions that touch the same streams run one after the other, in the order in which they were asked for. */
export class StreamTurns {
  /** By stream, the end of the last action asked for. */
  private readonly ends = new Map<string, Promise<void>>();

  run<T>(streams: readonly string[], action: () => Promise<T>): Promise<T> {
    const before = Promise.all(streams.map((stream) => this.ends.get(stream) ?? Promise.resolve()));
    const result = before.then(action);
    const end = result.then(
      () => undefined,
      () => undefined,
    );
    for (const stream of streams) this.ends.set(stream, end);
    void end.then(() => {
      for (const stream of streams) if (this.ends.get(stream) === end) this.ends.delete(stream);
    });
    return result;
  }

  /** Resolves when all actions have ended. */
  async idle(): Promise<void> {
    while (this.ends.size > 0) await Promise.all(this.ends.values());
  }
}
