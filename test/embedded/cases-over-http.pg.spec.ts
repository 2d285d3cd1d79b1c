import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { inProcessLedger } from './in-process-ledger';
import { FIRST_TERMS, replayLines } from './replay-lines';
import { sendLines } from './send-events';

const CASES = resolve(__dirname, '../cases/data');
const NAMES = readdirSync(CASES)
  .filter((file) => file.endsWith('.ndjson'))
  .map((file) => file.replace('.ndjson', ''));

jest.setTimeout(60_000);

describe('the forty-eight acceptance cases, each fed through HTTP into an empty system', () => {
  it('are forty-eight', () => expect(NAMES).toHaveLength(48));

  it.each(NAMES)('%s: the running system prints what the replay prints', async (name) => {
    const lines = readFileSync(resolve(CASES, `${name}.ndjson`), 'utf8')
      .trim()
      .split('\n');
    const ledger = await inProcessLedger();
    try {
      expect(await sendLines(ledger.running.http.url, ledger.token, lines, 40)).toBe(Math.ceil(lines.length / 40));
      // The acceptance suite compares what the replay prints with the expected output of the case.
      expect(await ledger.exported()).toBe(await replayLines([...FIRST_TERMS, ...lines], []));
    } finally {
      await ledger.remove();
    }
  });
});
