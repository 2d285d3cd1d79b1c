import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { earlierLedger } from '../upgrade/earlier-ledger';
import { openInProcess } from './in-process-ledger';
import { ledgerPlace, runLedger, type LedgerPlace } from './ledger-process';

jest.setTimeout(90_000);

const OTHER_KEY = `${'ab'.repeat(32)}\n`;
const ONE_LINE = /^[^\n]+$/;

const applied = (id: string) => ({
  specversion: '1.0',
  id,
  source: 'test',
  type: 'partner.applied',
  time: '2026-01-01T00:00:00Z',
  program: 'plixo',
  data: { partner: 'ann', type: 'partner', email: 'ann@example.com' },
});

describe('the key of personal data of a data folder', () => {
  let place: LedgerPlace;
  let key: string;
  let file: string;

  beforeAll(async () => {
    place = await ledgerPlace();
    file = join(place.dataDir, 'personal.key');
    // What a full disk left behind, before anything was begun: nothing is lost by making it anew.
    await writeFile(file, '');
    const { running } = await openInProcess(place);
    await running.ledger.offer([{ value: applied('one'), origin: { place: 'test', index: 0 } }]);
    await running.stop();
    key = await readFile(file, 'utf8');
    expect(key).toMatch(/^[0-9a-f]{64}\n$/);
  });
  afterAll(() => place.remove());
  afterEach(() => writeFile(file, key));

  it('recognises whoever applied before', async () => {
    const { running } = await openInProcess(place);
    const [answer] = await running.ledger.offer([{ value: applied('one'), origin: { place: 'test', index: 1 } }]);
    await running.stop();
    expect(answer).toMatchObject({ verdict: { type: 'ignored' } });
  });

  it('is refused where it is another one, by a start and by what shows or checks pseudonyms', async () => {
    await writeFile(file, OTHER_KEY);
    await expect(openInProcess(place)).rejects.toThrow(/^this is not the key of this ledger's personal data [^\n]+$/);
    await writeFile(file, key);
    for (const command of [['facts', 'export'], ['verify'], ['start', '--empty', '--port', '0']]) {
      const refused = await runLedger(command, place, { LEDGER_PERSONAL_KEY: OTHER_KEY });
      expect({ command, status: refused.status }).toEqual({ command, status: 2 });
      expect(refused.stderr.trim()).toMatch(ONE_LINE);
      expect(refused.stderr).toContain('this is not the key of this ledger');
    }
  });

  it.each([
    ['missing', null],
    ['empty', ''],
    ['half a key', 'abc'],
  ])('is named and never replaced where it is %s', async (_, text) => {
    if (text === null) await rm(file);
    else await writeFile(file, text);
    await expect(openInProcess(place)).rejects.toThrow(/personal\.key[^\n]+$/);
    expect(await readFile(file, 'utf8').catch(() => null)).toBe(text);
  });

  it('is not needed by what shows no pseudonym, and never made by a command', async () => {
    await rm(file);
    expect((await runLedger(['export'], place)).status).toBe(0);
    const refused = await runLedger(['facts', 'export'], place);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^\S+personal\.key is missing or empty: [^\n]+\n$/);
    expect(await readFile(file, 'utf8').catch(() => null)).toBeNull();
  });
});

describe.each(['cb195fb', '0bb4d7a'])('the key of a ledger that release %s began', (release) => {
  it('is checked by what it recorded, then noted', async () => {
    const { place } = await earlierLedger(release);
    const file = join(place.dataDir, 'personal.key');
    const key = await readFile(file, 'utf8');
    try {
      await writeFile(file, OTHER_KEY);
      await expect(openInProcess(place)).rejects.toThrow(/none of \d+ recorded values was concealed by it/);
      await writeFile(file, key);
      await (await openInProcess(place)).running.stop();
      await writeFile(file, OTHER_KEY);
      await expect(openInProcess(place)).rejects.toThrow('the log names another one');
    } finally {
      await place.remove();
    }
  });
});
