/** Those who wait for something new; the wait also ends by itself after a time, or when its signal is aborted. */
export class WakeUps {
  private readonly waiting = new Set<() => void>();

  /** Ends all waits. */
  wakeAll(): void {
    for (const wake of [...this.waiting]) wake();
  }

  /** Resolves at the next `wakeAll`, when the signal is aborted, or after `timeoutMs` if that is given. */
  wait(signal: AbortSignal, timeoutMs?: number): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = timeoutMs === undefined ? undefined : setTimeout(wake, timeoutMs);
      signal.addEventListener('abort', wake);
      this.waiting.add(wake);
    });
  }
}
