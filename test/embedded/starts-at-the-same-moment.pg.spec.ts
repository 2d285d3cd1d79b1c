import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ledgerPlace, LedgerProcess, type LedgerPlace } from './ledger-process';
import { freshDatabase } from '../support/postgres';

jest.setTimeout(150_000);

const STARTS = 3;

describe('three starts on one data folder at the same moment', () => {
  let place: LedgerPlace;

  beforeEach(async () => (place = await ledgerPlace(await freshDatabase())));
  afterEach(() => place.remove());

  /** Starts three; answers the one that serves, and what the others said. */
  async function startAll() {
    const all = await Promise.allSettled(Array.from({ length: STARTS }, () => LedgerProcess.start(place)));
    const serving = all.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const refusals = all.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    return { serving, refusals };
  }

  function expectOneLine(refusal: string): void {
    expect(refusal).toMatch(
      /^Error: the ledger ended \(2\) before it served:\na ledger (runs on|is being started on) \S+ already \([^\n]+\n$/,
    );
  }

  it('one serves, the others say so in one line and have opened nothing; also after a kill -9', async () => {
    // What a power cut may have left.
    await writeFile(join(place.dataDir, 'running.json'), '');
    const first = await startAll();
    expect(first.serving).toHaveLength(1);
    first.refusals.forEach(expectOneLine);
    expect((await readdir(place.dataDir)).filter((name) => name.startsWith('claim'))).toEqual(['claim.1']);
    first.serving[0]?.kill();
    await first.serving[0]?.killed();

    const second = await startAll();
    expect(second.serving).toHaveLength(1);
    second.refusals.forEach(expectOneLine);
    await second.serving[0]?.interrupt();
    expect(second.serving[0]?.end).toBe(0);

    const again = await LedgerProcess.start(place);
    await again.interrupt();
    expect((await readdir(place.dataDir)).sort()).toEqual(['begun.json', 'claim.3', 'personal.key', 'storage.json']);
  });
});
