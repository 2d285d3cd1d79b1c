import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WireAnswer } from './wire-answer';

/** How often a dripping answer lets a byte go. */
const DRIP_MS = 20;

export function send(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}

/** What a proxy says for a server that it does not reach. */
export function sendHtml502(response: ServerResponse): void {
  send(response, { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad gateway</html>' });
}

/** Half of it; then the connection is closed. */
export function cut(response: ServerResponse, { status, body }: WireAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length });
  response.write(body.slice(0, body.length / 2), () => response.socket?.destroy());
}

/** A byte at a time: never silent for long, and never done. */
export function drip(response: ServerResponse, { status, body }: WireAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  let at = 0;
  const timer = setInterval(() => response.write(body[at++ % body.length]), DRIP_MS);
  response.on('close', () => clearInterval(timer));
}

export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
