import { isOver } from '@ledger/rails/sending/sending';
import type { SendingTimes } from '@ledger/rails/sending/sending-times';
import type { Machine } from './machine';
import { movesFrom, type Bounds } from './moves';
import { nameOf } from './name-of-world';
import type { World } from './world';

/** What a search found. */
export interface Found {
  readonly states: number;
  readonly moves: number;
  /** How many states each record of the payout was reached in. */
  readonly byRecord: ReadonlyMap<string, number>;
  /** The shortest way to something wrong; null: nothing is. */
  readonly wrong: { readonly what: string; readonly way: readonly string[] } | null;
  /** The shortest way to a state from which no end is reachable; null: there is none. */
  readonly stuck: readonly string[] | null;
}

/** Visits everything that can be reached, nearest first, until nothing new is; stops at the first wrong thing. */
export function search(beginning: World, machine: Machine, bounds: Bounds): Found {
  const { times } = machine;
  const book = new Book(bounds.attempts, times);
  book.enter(nameOf(beginning, times), beginning, -1, 'it begins');
  let moves = 0;
  for (let at = 0; at < book.size; at++) {
    const world = book.take(at);
    for (const { label, to, wrong } of movesFrom(world, machine, bounds)) {
      moves += 1;
      if (wrong !== null)
        return { ...book.counts(moves), wrong: { what: wrong, way: [...book.wayTo(at), label] }, stuck: null };
      book.link(at, book.enter(nameOf(to, times), to, at, label));
    }
  }
  return { ...book.counts(moves), wrong: null, stuck: book.stuck() };
}

/** All states by number, and how each was reached first. */
class Book {
  constructor(
    private readonly attempts: number,
    private readonly times: SendingTimes,
  ) {}

  private readonly numbers = new Map<string, number>();
  private readonly waiting = new Map<number, World>();
  private readonly parents: number[] = [];
  private readonly labels: string[] = [];
  private readonly ends: number[] = [];
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly byRecord = new Map<string, number>();

  get size(): number {
    return this.parents.length;
  }

  /** The number of a state, new or known. */
  enter(name: string, world: World, parent: number, label: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const number = this.size;
    this.numbers.set(name, number);
    this.waiting.set(number, world);
    this.parents.push(parent);
    this.labels.push(label);
    if (isOver(world.sending) || this.isBeyond(world) || this.isLeftToFacts(world)) this.ends.push(number);
    const { state } = world.sending;
    this.byRecord.set(state.name, (this.byRecord.get(state.name) ?? 0) + 1);
    return number;
  }

  /** Whether the next thing is an attempt more than the model makes. */
  private isBeyond({ sending: { state, attempt } }: World): boolean {
    return (state.name === 'ALLOWED' || state.name === 'REFUSED') && attempt?.number === this.attempts;
  }

  /** Nothing is left that the rail could be asked for: a person says by a fact what became of it. */
  private isLeftToFacts({ sending: { state, attempt } }: World): boolean {
    return this.times.lookUp === 'repeating' && state.name === 'MANUAL' && attempt?.told === null;
  }

  /** The state of a number, to be gone on from; it is not kept. */
  take(number: number): World {
    const world = this.waiting.get(number);
    if (world === undefined) throw new RangeError(`state ${number} was gone on from before`);
    this.waiting.delete(number);
    return world;
  }

  link(from: number, to: number): void {
    this.from.push(from);
    this.to.push(to);
  }

  wayTo(number: number): string[] {
    const way: string[] = [];
    for (let at = number; at > 0; at = this.parents[at] ?? 0) way.push(this.labels[at] ?? '');
    return way.reverse();
  }

  counts(moves: number): Pick<Found, 'states' | 'moves' | 'byRecord'> {
    return { states: this.size, moves, byRecord: this.byRecord };
  }

  /** The first state from which no end is reachable: found by going back from all ends. */
  stuck(): string[] | null {
    const into = this.linksBack();
    const reaches = new Uint8Array(this.size);
    const open = [...this.ends];
    for (const end of open) reaches[end] = 1;
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const before of into(next)) {
        if (reaches[before] === 1) continue;
        reaches[before] = 1;
        open.push(before);
      }
    }
    const first = reaches.indexOf(0);
    return first < 0 ? null : this.wayTo(first);
  }

  private linksBack(): (number: number) => Iterable<number> {
    const starts = new Uint32Array(this.size + 1);
    for (const to of this.to) starts[to + 1] = (starts[to + 1] ?? 0) + 1;
    for (let at = 0; at < this.size; at++) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
    const filled = starts.slice();
    const before = new Uint32Array(this.from.length);
    this.to.forEach((to, link) => {
      const place = filled[to] ?? 0;
      before[place] = this.from[link] ?? 0;
      filled[to] = place + 1;
    });
    return (number) => before.subarray(starts[number], starts[number + 1]);
  }
}
