import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ledgerPlace, LedgerProcess, runLedger, type LedgerPlace } from './ledger-process';

const HISTORY = resolve(__dirname, '../cases/data/histories/all-901.ndjson');
const LINES = readFileSync(HISTORY, 'utf8').trim().split('\n');

jest.setTimeout(120_000);

describe('ledger ingest into a ledger that takes 100 events and 100 KB in a request', () => {
  let place: LedgerPlace;
  let ledger: LedgerProcess;

  beforeAll(async () => {
    place = await ledgerPlace();
    ledger = await LedgerProcess.start(place, {
      LEDGER_MAX_EVENTS_PER_REQUEST: '100',
      LEDGER_MAX_BODY_BYTES: '100000',
    });
  });
  afterAll(async () => {
    await ledger.interrupt();
    await place.remove();
  });

  it('feeds the whole file, and finds all of it sent before when it is run again', async () => {
    const first = await runLedger(['ingest', HISTORY], place);
    expect(first.status).toBe(0);
    expect(first.stdout).toMatch(/^\d+ accepted, \d+ ignored, \d+ rejected, 0 sent before\n/);
    const again = await runLedger(['ingest', HISTORY], place);
    expect(again.status).toBe(0);
    expect(again.stdout).toBe(`0 accepted, 0 ignored, 0 rejected, ${LINES.length} sent before\n`);
  });

  it('names the line of an event that is larger than the ledger takes', async () => {
    const file = join(place.dataDir, 'large.ndjson');
    writeFileSync(file, `${LINES[0]}\n\n${JSON.stringify({ pad: 'x'.repeat(4_500_000) })}\n`);
    const { stdout, stderr, status } = await runLedger(['ingest', file], place);
    expect(status).toBe(2);
    expect(stdout).toContain('1 ignored');
    expect(stderr).toMatch(
      /large\.ndjson:3: this event alone is too large for .* more than 100000 bytes.*up to 1 are fed/,
    );
  });
});
