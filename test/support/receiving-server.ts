import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as it came in. */
export interface Received {
  readonly key: string;
  readonly lines: readonly string[];
  readonly bytes: number;
  readonly status: number;
}

export interface ReceivingServer {
  readonly url: string;
  /** Every request, in their order. */
  readonly received: readonly Received[];
  close(): Promise<void>;
}

export interface Limits {
  readonly maxBytes?: number;
  readonly maxEvents?: number;
  /** Answers in place of the server from the request with this number on, counted from 1. */
  readonly failsFrom?: { readonly request: number; readonly status: number; readonly body: string };
}

/** For tests: an HTTP server that takes events as the ledger does, within limits, and accepts them all. */
export async function receivingServer({
  maxBytes = 5_000_000,
  maxEvents = 1_000,
  failsFrom,
}: Limits): Promise<ReceivingServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const lines = body.split('\n');
      const [status, answer] = answerTo(lines, Buffer.byteLength(body));
      received.push({ key: String(request.headers['idempotency-key']), lines, bytes: Buffer.byteLength(body), status });
      response.writeHead(status, { 'content-type': answer.startsWith('<') ? 'text/html' : 'application/json' });
      response.end(answer);
    });
  });
  const answerTo = (lines: readonly string[], bytes: number): [status: number, body: string] => {
    if (failsFrom !== undefined && received.length + 1 >= failsFrom.request) return [failsFrom.status, failsFrom.body];
    if (bytes > maxBytes) return [413, JSON.stringify({ title: 'The request is too large', detail: `${bytes} bytes` })];
    if (lines.length > maxEvents) return [413, '<html>413 Request Entity Too Large</html>'];
    const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id);
    const answers = ids.map((id) => ({ id, verdict: 'accepted', repeated: false }));
    return [200, JSON.stringify(answers)];
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
