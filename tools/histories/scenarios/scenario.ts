import type { Instant } from '@ledger/kernel/instant';
import type { Terms } from '@ledger/program/terms';
import type { World } from './world';

/** A short story that makes the engine show one thing: a reason, a rejection, a competition. */
export interface Scenario {
  /** What it shows, in the contract's own words where there are such. */
  readonly shows: string;
  /** How long it takes, in days. */
  readonly lastsDays: number;
  /** Whether it must end with the world, because it shows what is still open then. */
  readonly endsWithTheWorld?: boolean;
  /** When it starts where nothing disturbs it; else at any time. Before the world: it knows that nothing came before it. */
  readonly startsOn?: Instant;
  /** Whether a program with these terms can show it at all. */
  readonly possibleIn: (terms: Terms) => boolean;
  readonly play: (world: World) => void;
}

export const inEveryProgram = (): boolean => true;
