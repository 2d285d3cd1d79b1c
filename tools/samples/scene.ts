import type { Instant } from '@ledger/kernel/instant';
import type { History } from '@tools/histories/history';
import { Random } from '@tools/histories/random';
import type { World } from '@tools/histories/scenarios/world';
import { duringOfficeHours } from '@tools/histories/times';
import { FictionalDirectory } from './fictional-directory';

/** What every behaviour needs: where to write, whom to write about, and what to leave to chance. */
export class Scene {
  readonly history: History;
  readonly random: Random;
  readonly directory: FictionalDirectory;
  private readonly counters = new Map<string, number>();

  constructor({ history, seed }: World) {
    this.history = history;
    this.random = new Random(seed).fork(history.program);
    this.directory = new FictionalDirectory(this.random.fork('directory'));
  }

  /** A moment of that date within office hours. */
  on(date: string): Instant {
    return duringOfficeHours(date, this.random);
  }

  /** The next number of a kind of document: `next('refund')` is `refund-001`, then `refund-002`. */
  next(kind: string): string {
    const count = (this.counters.get(kind) ?? 0) + 1;
    this.counters.set(kind, count);
    return `${kind}-${String(count).padStart(3, '0')}`;
  }
}
