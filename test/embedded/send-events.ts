/** Sends lines in requests of `perRequest`, each under a key of its own; answers how many requests were answered before the ledger died. */
export async function sendLines(
  url: string,
  token: string,
  lines: readonly string[],
  perRequest: number,
): Promise<number> {
  let answered = 0;
  for (let from = 0; from < lines.length; from += perRequest) {
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/x-ndjson',
        'idempotency-key': `chunk-${from}`,
      },
      body: lines.slice(from, from + perRequest).join('\n'),
    }).catch(() => null);
    if (response === null) return answered;
    if (!response.ok) throw new Error(`chunk ${from}: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
    answered += 1;
  }
  return answered;
}
