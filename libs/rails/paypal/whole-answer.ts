/** An answer that was read to its end. */
export interface WholeAnswer {
  readonly status: number;
  readonly text: string;
}

/** The largest answer that is read. */
const LONGEST_ANSWER = 8 * 1024 * 1024;

/**
 * Sends a request once, to this address and no other, and reads its whole answer, until the signal. Throws what keeps the
 * answer from being whole; what it says names no part of the request.
 */
export async function wholeAnswer(url: string, init: RequestInit, signal: AbortSignal): Promise<WholeAnswer> {
  // Whoever follows a redirection sends twice.
  const response = await fetch(url, { ...init, redirect: 'manual', signal });
  return { status: response.status, text: await textOf(response) };
}

async function textOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > LONGEST_ANSWER) throw new RangeError(`the answer is longer than ${LONGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Why there is no whole answer, in words that name nobody. */
export function whyNoAnswer(error: unknown): string {
  if (!(error instanceof Error)) return 'no whole answer';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null;
  return code === null ? error.message : `${error.message} (${code})`;
}
