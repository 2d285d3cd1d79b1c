import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingestFile } from './ingest-file';
import { receivingServer, type Limits, type ReceivingServer } from '../../../test/support/receiving-server';

const folder = mkdtempSync(join(tmpdir(), 'ledger-ingest-'));
const file = join(folder, 'events.ndjson');
let server: ReceivingServer;

afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => server.close());

/** Events by number, each of about so many bytes. */
const events = (count: number, bytes = 100) =>
  Array.from({ length: count }, (_, index) => JSON.stringify({ id: `e-${index + 1}`, pad: 'x'.repeat(bytes - 30) }));

async function ingested(lines: readonly string[], limits: Limits = {}) {
  writeFileSync(file, lines.join('\n'));
  server = await receivingServer(limits);
  const printed: string[] = [];
  const { url } = server;
  const ingesting = ingestFile({ file, url, token: 't', onRead: () => undefined, print: (text) => printed.push(text) });
  const message = await ingesting.then(
    () => null,
    (error: Error) => error.message,
  );
  const taken = server.received.filter(({ status }) => status === 200);
  return { message, printed: printed.join(''), taken, refused: server.received.length - taken.length };
}

describe('ledger ingest', () => {
  it('cuts by bytes: 600 events of 20 KB go through a service that takes 5 MB, none of it refused', async () => {
    const lines = events(600, 20_000);
    const { message, printed, taken, refused } = await ingested(lines);
    const summary = '600 accepted, 0 ignored, 0 rejected, 0 sent before\n';
    expect({ message, printed, refused }).toEqual({ message: null, printed: summary, refused: 0 });
    expect(taken.flatMap((request) => request.lines)).toEqual(lines);
    expect(Math.max(...taken.map(({ bytes }) => bytes))).toBeLessThanOrEqual(4_000_000);
    expect(taken).toHaveLength(3);
  });

  it('cuts by number: 500 events in a request', async () => {
    const { taken } = await ingested(events(1_200));
    expect(taken.map(({ lines }) => lines.length)).toEqual([500, 500, 200]);
  });

  it.each<[string, Limits]>([
    ['bytes', { maxBytes: 3_000 }],
    ['events', { maxEvents: 60 }],
  ])(
    'halves what is too large for a service with a smaller limit of %s, in the order of the file',
    async (_, limits) => {
      const lines = events(700);
      const { message, printed, taken, refused } = await ingested(lines, limits);
      expect(message).toBeNull();
      expect(printed).toContain('700 accepted');
      expect(refused).toBeGreaterThan(0);
      expect(taken.flatMap((request) => request.lines)).toEqual(lines);
    },
  );

  it('names file and line of an event that is too large by itself, after what was fed', async () => {
    const lines = [...events(9), events(1, 4_000)[0] ?? '', ...events(3)];
    const { message, printed, taken } = await ingested(lines, { maxBytes: 3_000 });
    expect(message).toMatch(
      /events\.ndjson:10: this event alone is too large for http:\S+ \(The request is too large: \d+ bytes\); lines up to 9 are fed/,
    );
    expect(printed).toContain('9 accepted');
    expect(taken.flatMap((request) => request.lines)).toEqual(lines.slice(0, 9));
  });

  it('sends the same requests under the same keys when it is run again', async () => {
    const keys = async () => {
      const { taken } = await ingested(events(700), { maxEvents: 300 });
      return taken.map(({ key }) => key);
    };
    const first = await keys();
    await server.close();
    expect(await keys()).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
  });

  it('ends at a malformed line with its place, the tally, and how far the file is fed', async () => {
    const lines = [...events(600), '{"oops":', ...events(10)];
    const { message, printed } = await ingested(lines);
    expect(message).toMatch(/events\.ndjson:601: not JSON: .*; lines up to 500 are fed, and running it again is safe$/);
    expect(printed).toBe('500 accepted, 0 ignored, 0 rejected, 0 sent before\n');
  });

  it('says in one line that the answer is no JSON, with its status, the tally, and how far the file is fed', async () => {
    const failsFrom = { request: 2, status: 502, body: '<html>502 Bad Gateway</html>' };
    const { message, printed } = await ingested(events(600), { failsFrom });
    expect(message).toBe(
      `${server.url} answered status 502 and no JSON (text/html): is it the ledger’s address?; ` +
        'lines up to 500 are fed, and running it again is safe',
    );
    expect(printed).toContain('500 accepted');
  });

  it('says why a request was refused, and that nothing is fed for certain', async () => {
    const body = JSON.stringify({ title: 'Forbidden', detail: 'The token may not send checkout events.' });
    const { message, printed } = await ingested(events(3), { failsFrom: { request: 1, status: 403, body } });
    expect(message).toBe(
      `${server.url} refused lines 1 to 3: Forbidden: The token may not send checkout events.; ` +
        'nothing was fed for certain, and running it again is safe',
    );
    expect(printed).toContain('0 accepted');
  });

  it('refuses an answer that does not tell of each event', async () => {
    const { message } = await ingested(events(3), { failsFrom: { request: 1, status: 200, body: '{"ok":true}' } });
    expect(message).toContain('did not answer each of the 3 events sent');
  });
});
