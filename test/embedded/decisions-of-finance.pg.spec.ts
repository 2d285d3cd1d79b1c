import { resolve } from 'node:path';
import { commandsHere, type CommandRun } from './command-here';
import { adminToken, LedgerProcess, ledgerPlace, type LedgerPlace } from './ledger-process';

/** Proposals above USD 100.00; pays daily, at once. */
const CAREFUL = resolve(__dirname, '../terms/careful-program.yaml');

const event = (id: string, type: string, time: string, data: object) =>
  JSON.stringify({ specversion: '1.0', id, source: 'test', type, time: `${time}T10:00:00Z`, program: 'careful', data });

const BEGUN = [
  ...['p'].flatMap((partner) => [
    event(`${partner}1`, 'partner.applied', '2026-01-01', { partner, type: 'partner' }),
    event(`${partner}2`, 'partner.approved', '2026-01-01', { partner }),
    event(`${partner}3`, 'partner.tax_form_recorded', '2026-01-01', { partner, form: 'W-9', signedOn: '2025-12-31' }),
    event(`${partner}4`, 'partner.payout_method_set', '2026-01-01', {
      partner,
      rail: 'stripe',
      account: `acct_${partner}`,
      by: 'mallory',
    }),
  ]),
  event('clock', 'clock.advanced', '2026-01-01', {}),
];

jest.setTimeout(180_000);

describe('what finance decides by commands', () => {
  let place: LedgerPlace;
  let token: string;
  let ledger: LedgerProcess;
  let command: (...args: readonly string[]) => Promise<CommandRun>;

  beforeAll(async () => {
    place = await ledgerPlace();
    command = await commandsHere(place);
    token = await adminToken(place);
    ledger = await LedgerProcess.start(place, { LEDGER_TERMS: CAREFUL });
    await send(BEGUN);
  });
  afterAll(async () => {
    await ledger.interrupt();
    await place.remove();
  });

  const said = async (...args: readonly string[]) => {
    const { status, stdout, stderr } = await command(...args, '--program', 'careful');
    return status === 0 ? stdout : stderr;
  };
  const send = async (events: readonly string[]) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    const response = await fetch(`${await ledger.url()}/v1/events`, {
      method: 'POST',
      headers,
      body: events.join('\n'),
    });
    const answers = (await response.json()) as { verdict: string }[];
    expect(answers.filter(({ verdict }) => verdict !== 'accepted')).toEqual([]);
  };
  const until = (day: string) => send([event(day, 'clock.advanced', day, {})]);
  const adjust = (id: string, amount: string, by: string, ...more: readonly string[]) =>
    said(
      ...['adjust', id, '--partner', 'p', '--currency', 'USD', `--amount=${amount}`, '--by', by, '--reason', 'a bonus'],
      ...['--evidence', 'mail of 1 January', ...more],
    );

  it('adjust: a dry run says what it would do; posted under one id it counts once; its evidence is kept by hash', async () => {
    expect(await adjust('bonus', '200', 'ada', '--dry-run')).toBe(
      [
        'bonus, 200.00 USD for p of careful would post',
        '  200.00 USD (adjustment): unpaid 0.00 → 200.00',
        'nothing was recorded\n',
      ].join('\n'),
    );
    const posted = await adjust('bonus', '200', 'ada');
    expect(posted).toMatch(/^bonus, 200.00 USD for p of careful: recorded, on evidence [0-9a-f]{64}\n/);
    expect(posted).toContain('  USD: payable 0.00, in hold 0.00 → payable 200.00, in hold 0.00\n');
    expect(await adjust('bonus', '200', 'ada')).toContain('the ledger knows it already, nothing changed');
    expect(await adjust('bonus', '201', 'ada')).toContain('its id was used for another adjustment');
    expect(await adjust('penny', '0.001', 'ada')).toContain('is no amount of USD: write it as 12.50');
    expect(await adjust('slip', '1', 'ada', '--currency', 'ZZZ')).toBe(
      '--currency ZZZ is no currency of ISO 4217, and none that careful pays in\n',
    );
    expect(await adjust('slip', '1', 'ada', '--evidence', 'goals.pdf')).toContain('there is no such file');
    const kept = (await said('evidence', 'list', '--format', 'json')).trim().split('\n');
    expect(kept.map((line) => JSON.parse(line) as object)).toEqual(
      ['accepted', 'ignored', 'adjustment_conflict'].map((answer) =>
        expect.objectContaining({ type: 'adjustment.posted', partner: 'p', by: 'ada', name: null, answer }),
      ),
    );
  });

  it('approve: not by who set up what it pays, not where other lines are payable, and once', async () => {
    const approve = (payout: string, by: string) => said('payouts', 'approve', payout, '--by', by);
    await until('2026-01-02');
    expect(await said('payouts', 'list', '--proposed')).toMatch(
      /po-1 .* 200\.00 .*makes it.*\n.*\n.*together 200\.00 USD: 1 proposals, 1 lines/,
    );
    for (const by of ['ada', ' ada', 'mallory']) {
      expect(await approve('po-1', by)).toMatch(
        /^po-1 of careful is not approved: whoever set .* somebody else has to \(own_change\)/,
      );
    }
    expect(await approve('po-9', 'carol')).toBe(
      'po-9 of careful is not approved: there is no such payout (unknown_payout)\n',
    );
    await adjust('more', '5', 'bob');
    expect(await said('payouts', 'list', '--proposed')).toContain('is refused: other lines are payable now');
    expect(await approve('po-1', 'carol')).toBe(
      'po-1 of careful is not approved: p would not be paid exactly the proposed lines: proposed were 200.00 USD in 1 lines, payable now are 205.00; the next run proposes anew (payout_changed)\n',
    );
    await until('2026-01-03');
    expect(await approve('po-1', 'carol')).toContain('a later run replaced it');
    const paid = 'paid 205.00 USD to p by stripe (gross 205.00, fee 0.00, withheld 0.00)\n';
    expect(await approve('po-2', 'carol')).toBe(`po-2 of careful is approved: ${paid}`);
    expect(await approve('po-2', 'carol')).toBe(`po-2 of careful is approved already: ${paid}`);
    expect(await approve('po-2', 'dave')).toBe('po-2 of careful is not approved: it is paid (payout_state)\n');
  });

  it('decline: with a reason, and its lines are not proposed again', async () => {
    await adjust('third', '300', 'ada');
    await until('2026-01-04');
    const declined = await said('payouts', 'decline', 'po-3', '--by', 'carol', '--reason', 'no invoice');
    expect(declined).toBe('po-3 of careful is declined: no run proposes exactly these lines again\n');
    await until('2026-01-05');
    expect(await said('payouts', 'list', '--proposed')).toBe('no payout waits for an approval\n');
  });

  it('forfeit, then write-off: each says in a dry run what it would do, and what it did', async () => {
    const giveUp = (what: string, ...args: readonly string[]) =>
      said('balances', what, 'p', '--by', 'ada', '--reason', 'cheated', '--evidence', CAREFUL, ...args);
    expect(await giveUp('forfeit', '--dry-run')).toContain('  -300.00 USD (forfeit): unpaid 300.00 → 0.00\n');
    expect(await giveUp('forfeit')).toContain('  USD: payable 300.00, in hold 0.00 → payable 0.00, in hold 0.00\n');
    expect(await giveUp('forfeit')).toBe(
      'forfeit of all that is unpaid of p of careful: the ledger knows it already, nothing changed\n',
    );
    await adjust('fourth', '7', 'ada');
    expect(await giveUp('forfeit')).toContain('  USD: payable 7.00, in hold 0.00 → payable 0.00, in hold 0.00\n');
    expect(await giveUp('forfeit', '--dry-run')).toContain('the ledger knows it already, nothing would change');
    await adjust('taken', '-30', 'ada');
    const owed = ['write-off', '--currency', 'USD'] as const;
    expect(await giveUp(...owed, '--amount', '31')).toBe(
      'p of careful owes 30.00 USD: there is nothing to write off so high\n',
    );
    expect(await giveUp(...owed, '--dry-run')).toContain('  30.00 USD (write_off): unpaid -30.00 → 0.00\n');
    expect(await giveUp(...owed, '--amount', '10')).toContain(
      'payable -30.00, in hold 0.00 → payable -20.00, in hold 0.00',
    );
    expect(await giveUp(...owed, '--amount', '10')).toContain('the ledger knows it already, nothing changed');
    await until('2026-01-06');
    expect(await giveUp(...owed, '--amount', '10')).toContain('a second one needs another reason (id_reused)');
    expect(await giveUp(...owed)).toContain('payable -20.00, in hold 0.00 → payable 0.00, in hold 0.00');
    expect(await giveUp(...owed)).toBe('p of careful owes 0.00 USD: there is nothing to write off\n');
    const kept = await said('evidence', 'list', '--partner', 'p');
    expect(kept).toContain('careful-program.yaml');
    expect(kept.match(/forfeited.* accepted /g)).toHaveLength(2);
    expect(kept.match(/repeated/g)).toHaveLength(2);
  });
});
