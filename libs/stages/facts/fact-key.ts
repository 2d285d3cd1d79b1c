import type { LedgerEvent } from '@ledger/contracts/events';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { Instant } from '@ledger/kernel/instant';

/** Where a fact stands among others: two facts go by (time, id, source), whenever they arrived (programs.md, section 0). */
export interface FactKey {
  readonly at: Instant;
  readonly id: string;
  readonly source: string;
}

/**
 * The key of a fact. Spread it last: V8 gives an object that is spread first and added to then a hidden class of its own,
 * and there are as many of these as facts.
 */
export function keyOf(event: LedgerEvent): FactKey {
  return { at: event.time, id: event.id, source: event.source };
}

export function compareKeys(a: FactKey, b: FactKey): number {
  return a.at - b.at || compareCodePoints(a.id, b.id) || compareCodePoints(a.source, b.source);
}

/** Puts an item into a list that is kept in the order of its keys; facts mostly arrive in order, so the search starts at the end. */
export function insertInOrder<T extends FactKey>(list: T[], item: T): void {
  let index = list.length;
  while (index > 0 && compareKeys(list[index - 1] as T, item) > 0) index -= 1;
  list.splice(index, 0, item);
}

/** The latest item whose time is not after `at`; undefined if there is none. */
export function latestAt<T extends FactKey>(list: readonly T[], at: Instant): T | undefined {
  for (let index = list.length - 1; index >= 0; index--) {
    const item = list[index] as T;
    if (item.at <= at) return item;
  }
  return undefined;
}
