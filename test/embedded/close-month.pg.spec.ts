import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { adminToken, ledgerPlace, LedgerProcess, runLedger, type LedgerPlace } from './ledger-process';
import { replayLines } from './replay-lines';
import { sendLines } from './send-events';

const HISTORY = readFileSync(resolve(__dirname, '../cases/data/payout-answered.ndjson'), 'utf8').trim().split('\n');

const event = (id: string, type: string, time: string, data: object) =>
  JSON.stringify({ specversion: '1.0', id, source: 'test', type, time: `${time}T10:00:00Z`, program: 'plixo', data });

const LINES = [{ line: 'l1', kind: 'subscription', amount: 7_000 }];

/** Of February: a payout in transit, a dispute, and events that nobody has mended, one of them of March. */
const FEBRUARY = [
  ...HISTORY.slice(0, 12),
  event('late-1', 'invoice.paid', '2026-02-20', { invoice: 'i4', customer: 'a', currency: 'USD', lines: LINES }),
  event('opened', 'dispute.opened', '2026-02-21', { dispute: 'd1', invoice: 'i4' }),
  event('unknown-payout', 'payout.failed', '2026-02-22', { payout: 'po-99', code: 'x' }),
  event('unknown-in-march', 'payout.failed', '2026-03-01', { payout: 'po-98', code: 'x' }),
  event('clock', 'clock.advanced', '2026-03-02', {}),
];

jest.setTimeout(180_000);

describe('ledger close', () => {
  let place: LedgerPlace;
  let token: string;
  let ledger: LedgerProcess | undefined;

  beforeAll(async () => {
    place = await ledgerPlace();
    token = await adminToken(place);
  });
  afterEach(() => ledger?.interrupt());
  afterAll(() => place.remove());

  const close = (month: string, ...args: readonly string[]) =>
    runLedger(['close', month, '--program', 'plixo', ...args], place);

  async function reviewOf(month: string): Promise<unknown> {
    return JSON.parse((await close(month, '--dry-run', '--format', 'json')).stdout);
  }

  /** The export, which must be the replay of the exported facts. */
  async function exported(): Promise<string> {
    const facts = (await runLedger(['facts', 'export'], place)).stdout.trim().split('\n');
    const { stdout } = await runLedger(['export'], place);
    expect(await replayLines(facts, [])).toBe(stdout);
    return stdout;
  }

  it('says in a dry run what is still open of a month, and closes nothing', async () => {
    ledger = await LedgerProcess.start(place);
    await sendLines(await ledger.url(), token, FEBRUARY, 10);
    const before = await exported();
    expect(await reviewOf('2026-02')).toEqual({
      outcome: 'dry_run',
      program: 'plixo',
      month: '2026-02',
      asOf: '2026-03-02T10:00:00.000Z',
      state: 'open',
      closedThrough: null,
      lateFactsPostFrom: '2026-03-01T00:00:00.000Z',
      totals: [
        {
          currency: 'USD',
          statements: 1,
          openingMinor: '16000',
          accruedMinor: '700',
          adjustedMinor: '0',
          reversedMinor: '0',
          paidMinor: '16000',
          closingMinor: '700',
          feesMinor: '116',
          withheldMinor: '0',
        },
      ],
      payoutsInTransit: ['po-1', 'po-2', 'po-3'].map((payout) => expect.objectContaining({ payout, rail: 'stripe' })),
      proposals: [],
      disputes: [{ invoice: 'i4', customer: 'a', partner: 'p', currency: 'USD', lines: 1, amountMinor: '700' }],
      hold: [
        { reason: 'clearing', currency: 'USD', lines: 1, amountMinor: '700' },
        { reason: 'dispute', currency: 'USD', lines: 1, amountMinor: '700' },
      ],
      rejected: [
        expect.objectContaining({ id: 'unknown-payout', code: 'unknown_payout', at: '2026-02-22T10:00:00.000Z' }),
      ],
    });
    const { stdout } = await close('2026-02', '--dry-run');
    expect(stdout).toContain('payouts in transit: 3\n');
    expect(stdout).toContain('posts at 2026-03-01T00:00:00.000Z, in 2026-03;\n');
    expect(stdout).toMatch(/\nnothing was closed\n$/);
    expect(await exported()).toBe(before);
  });

  it('closes it in a running ledger, once however often it is asked, and what comes later posts in the next month', async () => {
    ledger = await LedgerProcess.start(place);
    const closed =
      '2026-02 of plixo is closed, with all before it: what arrives later for it posts at 2026-03-01T00:00:00.000Z or later\nstill open when it was closed: 3 in transit, 1 under dispute, 2 sums in hold, 1 rejected\n';
    expect(await close('2026-02', '--by', 'dana')).toEqual({ status: 0, stderr: '', stdout: closed });
    const again = await close('2026-02', '--by', 'erin');
    expect(again).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('2026-02 of plixo is closed already: ') as string,
    });
    expect(await close('2026-01')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('closed already') as string,
    });
    const late = event('late-2', 'invoice.paid', '2026-02-25', {
      invoice: 'i5',
      customer: 'a',
      currency: 'USD',
      lines: LINES,
    });
    await sendLines(await ledger.url(), await adminToken(place), [late], 1);
    const { programs } = JSON.parse(await exported()) as { programs: { lines: { invoice: string }[] }[] };
    expect(programs.flatMap(({ lines }) => lines).find(({ invoice }) => invoice === 'i5')).toMatchObject({
      effectiveAt: '2026-02-25T10:00:00.000Z',
      postedAt: '2026-03-01T00:00:00.000Z',
    });
  });

  it('refuses a month that has not ended, and closes one in a ledger that does not run', async () => {
    const refused = await close('2026-03');
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toBe(
      '2026-03 of plixo is not closed: it ends at 2026-04-01T00:00:00.000Z, and the program’s clock shows 2026-03-02T10:00:00.000Z\n',
    );
    ledger = await LedgerProcess.start(place);
    await sendLines(
      await ledger.url(),
      await adminToken(place),
      [event('april', 'clock.advanced', '2026-04-02', {})],
      1,
    );
    await ledger.interrupt();
    expect((await close('2026-03')).stdout).toMatch(/^2026-03 of plixo is closed, with all before it/);
    expect(await reviewOf('2026-02')).toMatchObject({ state: 'closed', lateFactsPostFrom: '2026-04-01T00:00:00.000Z' });
    await exported();
  });

  it.each([
    [['2026-13', '--program', 'plixo'], /a month is written as 2026-01/],
    [['2026-02', '--program', 'plxo'], /^this ledger has no program plxo \(it has: /],
    [['2026-02'], /required option '--program <name>' not specified/],
  ])('refuses %j', async (args, line) => {
    const { status, stdout, stderr } = await runLedger(['close', ...args], place);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(line);
  });
});
