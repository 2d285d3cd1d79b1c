import { Injectable } from '@nestjs/common';
import { Problem } from '@ledger/service-kit/problems/problem';

const WAITING_AT_MOST = 20;
const LONGEST_WAIT_MS = 20_000;

/** Lets one trial be made at a time in this process: each has a whole program in memory, and computes beside real events. */
@Injectable()
export class TrialTurns {
  private underWay = false;
  private readonly waiting = new Set<() => void>();

  /**
   * Makes a trial when its turn has come. Throws the problem `unavailable` where too many wait, or the wait is long; the
   * signal's reason once that is aborted.
   */
  async run<T>(signal: AbortSignal, trial: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.underWay) await this.turn(signal);
    else this.underWay = true;
    try {
      return await trial();
    } finally {
      const [next] = this.waiting;
      if (next === undefined) this.underWay = false;
      else next();
    }
  }

  private turn(signal: AbortSignal): Promise<void> {
    if (this.waiting.size >= WAITING_AT_MOST) throw busy();
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.waiting.delete(go);
        clearTimeout(timer);
        signal.removeEventListener('abort', gone);
      };
      const go = () => {
        leave();
        resolve();
      };
      const gone = () => {
        leave();
        reject(signal.reason as Error);
      };
      const timer = setTimeout(() => {
        leave();
        reject(busy());
      }, LONGEST_WAIT_MS);
      signal.addEventListener('abort', gone);
      this.waiting.add(go);
    });
  }
}

function busy(): Problem {
  const detail =
    'Other trials are being made, and this process makes one at a time. Nothing was recorded. Ask again in a moment.';
  return new Problem('unavailable', detail, { headers: { 'Retry-After': '5' } });
}
