import type { BookEntry } from './book';

/** What a journal tells of an entry beside its date, accounts and amount, by name: ids as they are. */
export function entryTags(entry: BookEntry): readonly (readonly [name: string, value: string])[] {
  const { at, kind, about, event } = entry;
  const cause =
    event === null
      ? []
      : ([
          ['event', event.id],
          ['source', event.source],
          ['event-type', event.type],
        ] as const);
  return [['kind', kind], ['at', at], ...about, ...cause];
}
