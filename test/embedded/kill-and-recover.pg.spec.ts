import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { adminToken, LedgerProcess, ledgerPlace, runLedger, type LedgerPlace } from './ledger-process';
import { freshDatabase } from '../support/postgres';
import { FIRST_TERMS, replayLines } from './replay-lines';
import { sendLines } from './send-events';

const HISTORY = readFileSync(resolve(__dirname, '../cases/data/histories/all-902.ndjson'), 'utf8').trim().split('\n');
const PER_REQUEST = 100;

jest.setTimeout(120_000);

describe('a ledger that is killed at any moment recovers by itself', () => {
  let place: LedgerPlace;
  let token: string;
  let undisturbed: string;

  beforeAll(async () => (undisturbed = await replayLines([...FIRST_TERMS, ...HISTORY])));
  beforeEach(async () => {
    place = await ledgerPlace(await freshDatabase());
    token = await adminToken(place);
  });
  afterEach(() => place.remove());

  it.each([
    ['after it kept personal data, before it recorded the facts', 'personal-data-kept:3'],
    ['in the append', 'append-sent:4'],
    ['after the append, before it answered', 'append-answered:5'],
    ['in a projection, before its commit', 'projection-before-commit:2'],
    ['in a projection, after its commit', 'projection-after-commit:3'],
  ])('killed %s', async (_when, failpoint) => {
    const doomed = await LedgerProcess.start(place, { LEDGER_FAILPOINT: failpoint });
    await sendLines(await doomed.url(), token, HISTORY, PER_REQUEST);
    await doomed.killed();
    expect(doomed.end).toBe('SIGKILL');

    const again = await LedgerProcess.start(place);
    // What was answered is sent again too: it must not matter.
    expect(await sendLines(await again.url(), token, HISTORY, PER_REQUEST)).toBe(
      Math.ceil(HISTORY.length / PER_REQUEST),
    );
    await again.interrupt();
    expect(again.end).toBe(0);

    expect((await runLedger(['export'], place)).stdout).toBe(undisturbed);
    const facts = (await runLedger(['facts', 'export'], place)).stdout.trim().split('\n');
    expect(facts).toHaveLength(FIRST_TERMS.length + HISTORY.length);
    expect(await replayLines(facts, [])).toBe(undisturbed);
  });
});
