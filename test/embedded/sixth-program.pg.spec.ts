import { resolve } from 'node:path';
import { adminToken, ledgerPlace, LedgerProcess, runLedger, type LedgerPlace } from './ledger-process';
import { sendLines } from './send-events';

const TERMS = { LEDGER_TERMS: resolve(__dirname, '../terms/sixth-program.yaml') };
const APPLIED =
  '{"specversion":"1.0","id":"1","source":"s","type":"partner.applied","time":"2026-01-01T10:00:00Z","program":"metering","data":{"partner":"p","type":"agency"}}';

jest.setTimeout(120_000);

describe('a ledger whose program comes from LEDGER_TERMS', () => {
  let place: LedgerPlace;

  beforeAll(async () => {
    place = await ledgerPlace();
    const ledger = await LedgerProcess.start(place, TERMS);
    await sendLines(await ledger.url(), await adminToken(place), [APPLIED], 1);
    await ledger.interrupt();
  });
  afterAll(() => place.remove());

  it('is exported, with its partners', async () => {
    const { stdout, stderr, status } = await runLedger(['export'], place, TERMS);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(JSON.parse(stdout).programs).toMatchObject([{ program: 'metering', partners: [{ partner: 'p' }] }]);
  });

  it('is rebuilt', async () => {
    expect(await runLedger(['rebuild'], place, TERMS)).toMatchObject({ status: 0 });
  });

  it('needs no file afterwards: its terms are in the log', async () => {
    const { stdout } = await runLedger(['export'], place, TERMS);
    expect(await runLedger(['export'], place)).toEqual({ stdout, stderr: '', status: 0 });
    expect(await runLedger(['rebuild'], place)).toMatchObject({ status: 0 });
  });
});
