import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { freshDatabase } from '../support/postgres';
import { adminToken, ledgerPlace, LedgerProcess, runLedger, type LedgerPlace } from './ledger-process';
import { sendLines } from './send-events';

const HISTORY = readFileSync(resolve(__dirname, '../cases/data/histories/plixo-902.ndjson'), 'utf8').trim().split('\n');

jest.setTimeout(120_000);

interface Printed {
  readonly partner: string;
  readonly currency: string;
  readonly holdMinor: string;
  readonly payableMinor: string;
  readonly inTransitMinor: string;
  readonly afterHoldMinor: string;
}

describe('ledger balances', () => {
  let place: LedgerPlace;
  /** What the contract's list of what is unpaid says of each partner and currency. */
  let unpaid: readonly { partner: string; currency: string; hold: number; payable: number; inTransit: number }[];

  beforeAll(async () => {
    place = await ledgerPlace(await freshDatabase());
    const ledger = await LedgerProcess.start(place);
    await sendLines(await ledger.url(), await adminToken(place), HISTORY, 250);
    await ledger.interrupt();
    const { programs } = JSON.parse((await runLedger(['export'], place)).stdout) as {
      programs: { program: string; unpaid: typeof unpaid }[];
    };
    ({ unpaid } = programs.find(({ program }) => program === 'plixo')!);
  });
  afterAll(() => place.remove());

  async function printed(...args: readonly string[]): Promise<readonly Printed[]> {
    const { stdout } = await runLedger(['balances', '--format', 'json', ...args], place);
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Printed);
  }

  it('says what stands for each partner, as the contract has it', async () => {
    const balances = await printed('--program', 'plixo');
    expect(unpaid.length).toBeGreaterThan(5);
    expect(
      balances.map(({ partner, currency, holdMinor, payableMinor, inTransitMinor }) => {
        return [partner, currency, ...[holdMinor, payableMinor, inTransitMinor].map(Number)];
      }),
    ).toEqual(
      unpaid.map(({ partner, currency, hold, payable, inTransit }) => [partner, currency, hold, payable, inTransit]),
    );
  });

  it('--negative: those alone that owe, with what will be left when all in hold has cleared', async () => {
    const owing = unpaid.filter(({ payable }) => payable < 0);
    expect(owing.length).toBeGreaterThan(0);
    expect(owing.length).toBeLessThan(unpaid.length);
    const balances = await printed('--negative');
    expect(balances.map(({ partner, afterHoldMinor }) => [partner, Number(afterHoldMinor)])).toEqual(
      owing.map(({ partner, hold, payable }) => [partner, hold + payable]),
    );
    const { stdout } = await runLedger(['balances', '--negative'], place);
    expect(stdout.trimEnd().split('\n')).toHaveLength(owing.length + 4);
  });
});
