/**
 * Cuts a list into runs of consecutive items whose sizes add up to at most a limit; an item that is larger by itself
 * makes a run of its own.
 */
export function* splitBySize<T>(
  items: readonly T[],
  sizeBytesOf: (item: T) => number,
  limitBytes: number,
): Generator<readonly T[]> {
  let run: T[] = [];
  let runBytes = 0;
  for (const item of items) {
    const sizeBytes = sizeBytesOf(item);
    if (run.length > 0 && runBytes + sizeBytes > limitBytes) {
      yield run;
      run = [];
      runBytes = 0;
    }
    run.push(item);
    runBytes += sizeBytes;
  }
  if (run.length > 0) yield run;
}
