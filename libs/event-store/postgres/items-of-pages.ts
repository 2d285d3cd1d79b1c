/**
 * The items of pages one by one. An iterator made by hand: a generator that hands on each item costs several rounds of
 * the queue of promises for it, more than reading the item took.
 */
export function itemsOfPages<T>(pages: AsyncGenerator<readonly T[]>): AsyncIterableIterator<T> {
  let page: readonly T[] = [];
  let next = 0;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next(): Promise<IteratorResult<T>> {
      while (next === page.length) {
        const coming = await pages.next();
        if (coming.done === true) return { done: true, value: undefined };
        page = coming.value;
        next = 0;
      }
      return { done: false, value: page[next++] as T };
    },
    async return(): Promise<IteratorResult<T>> {
      await pages.return(undefined);
      return { done: true, value: undefined };
    },
  };
}
