import type { Random } from '@tools/histories/random';

/** A process that runs; when it has crashed, another of the same name takes its place. */
export class Incarnation {
  isAlive = true;

  constructor(
    readonly name: string,
    readonly generation: number,
  ) {}
}

/**
 * What becomes of an operation of an actor on the world outside it. `crash-in-flight`: the process ends, and what it had
 * sent off still happens, later. `replaced`: another process takes over while this one does not know it yet.
 */
type Fate = 'done' | 'failed-before' | 'failed-after' | 'crash-before' | 'crash-after' | 'crash-in-flight' | 'replaced';

interface Operation {
  readonly by: Incarnation;
  readonly what: string;
  readonly isReady: () => boolean;
  readonly effect: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The outside world did not answer, or answered with a failure; whether anything happened is not known. */
export class Disturbance extends Error {
  override readonly name = 'Disturbance';
}

export interface Disturbances {
  /** The chance that an operation does not simply succeed. */
  readonly probability: number;
  /** After so many the world is at peace, so that the run comes to an end. */
  readonly most: number;
}

/**
 * Runs actors one operation at a time, in an order and with fates that follow from a seed. An actor does all it does to
 * the world by `perform`; between two operations it runs on its own, and nothing else does.
 */
export class Scheduler {
  readonly log: string[] = [];
  private readonly pending: Operation[] = [];
  private readonly bodies = new Map<string, (self: Incarnation) => Promise<void>>();
  private disturbed = 0;
  private defect: Error | null = null;

  constructor(
    private readonly random: Random,
    private readonly disturbances: Disturbances,
  ) {}

  /** Starts an actor; its body runs again from the beginning whenever it crashed or gave up. */
  start(name: string, body: (self: Incarnation) => Promise<void>): void {
    this.bodies.set(name, body);
    this.spawn(new Incarnation(name, 1));
  }

  /** An operation of an actor; it happens when it is ready and the scheduler picks it. One that is dead waits for ever. */
  perform<T>(by: Incarnation, what: string, effect: () => T | Promise<T>, isReady = () => true): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!by.isAlive) return;
      this.pending.push({ by, what, effect, isReady, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  /** Runs until nothing is ready any more. Throws what an actor threw that no disturbance explains. */
  async run(mostSteps: number): Promise<void> {
    for (let step = 0; step < mostSteps; step += 1) {
      await actorsRun();
      if (this.defect !== null) throw this.defect;
      const ready = this.pending.filter((operation) => operation.isReady());
      if (ready.length === 0) return;
      await this.happen(this.random.pick(ready));
    }
    throw new Error(`no end after ${mostSteps} steps`);
  }

  private async happen(operation: Operation): Promise<void> {
    const { by, what, effect, resolve, reject } = operation;
    const fate = this.fateOf(operation);
    this.log.push(`${by.name}#${by.generation} ${what}: ${fate}`);
    if (fate === 'crash-in-flight') {
      by.isAlive = false;
      return this.spawnNext(by);
    }
    this.pending.splice(this.pending.indexOf(operation), 1);
    if (fate === 'failed-before') return reject(new Disturbance(`${what} failed`));
    if (fate === 'crash-before') return this.crash(by);
    try {
      const value = await effect();
      if (fate === 'failed-after') reject(new Disturbance(`the answer to ${what} was lost`));
      else if (fate === 'crash-after') this.crash(by);
      else resolve(value);
      if (fate === 'replaced') this.spawnNext(by);
    } catch (error) {
      reject(error as Error);
    }
  }

  private fateOf({ by }: Operation): Fate {
    // What a crashed process had under way happens without anybody hearing of it.
    if (!by.isAlive || this.disturbed >= this.disturbances.most) return 'done';
    if (!this.random.chance(this.disturbances.probability)) return 'done';
    this.disturbed += 1;
    return this.random.pick([
      ...(['failed-before', 'failed-after', 'crash-before', 'crash-after', 'crash-in-flight', 'replaced'] as const),
    ]);
  }

  /** The process ends; what it had under way does not happen. */
  private crash(by: Incarnation): void {
    by.isAlive = false;
    for (const operation of this.pending.filter((each) => each.by === by)) {
      this.pending.splice(this.pending.indexOf(operation), 1);
    }
    this.spawnNext(by);
  }

  private spawnNext(by: Incarnation): void {
    this.spawn(new Incarnation(by.name, by.generation + 1));
  }

  private spawn(incarnation: Incarnation): void {
    const body = this.bodies.get(incarnation.name);
    if (body === undefined) throw new RangeError(`no actor ${incarnation.name}`);
    void this.live(incarnation, body);
  }

  /** An actor that ends with an error that it does not expect is a defect: the run ends with it. */
  private async live(incarnation: Incarnation, body: (self: Incarnation) => Promise<void>): Promise<void> {
    try {
      await body(incarnation);
    } catch (error) {
      this.defect ??= error instanceof Error ? error : new Error(String(error));
    }
  }
}

/** Lets every actor run until it waits for the world: all of that is microtasks. */
function actorsRun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
