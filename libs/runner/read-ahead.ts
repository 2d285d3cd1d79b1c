/** The same values in the same order; the next is on its way while the reader works on one. */
export async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let coming = source.next();
  try {
    for (;;) {
      const next = await coming;
      if (next.done === true) return;
      coming = source.next();
      // The reader may stop before it takes the next one: its failure is then nobody's.
      coming.catch(() => undefined);
      yield next.value;
    }
  } finally {
    await source.return(undefined);
  }
}
