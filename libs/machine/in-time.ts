/** The promise's outcome, or the error when it takes longer than that; what comes of it later is nobody's. */
export async function inTime<T>(
  promise: Promise<T>,
  timeoutMs: number,
  late: () => Error = () => new Error(`no answer within ${timeoutMs} ms`),
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), timeoutMs);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** True if the work came to its end in time; it is not waited for any longer otherwise. Its failure is passed on. */
export async function endsInTime(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  const late = new Error(`not ended within ${timeoutMs} ms`);
  try {
    await inTime(work, timeoutMs, () => late);
    return true;
  } catch (error) {
    if (error === late) return false;
    throw error;
  }
}
