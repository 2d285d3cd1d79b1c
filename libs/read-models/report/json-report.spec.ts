import { Writable } from 'node:stream';
import { ledgerAsOf } from '../as-of/ledger-as-of';
import { MemoryLedger } from '../memory/memory-ledger';
import { arrived, at, attribution, calendarFor, decided, posted, standing, termsOf } from '../testing/entries';
import { reportText } from '../testing/report-text';
import { twoPartners } from '../testing/two-partners';
import { jsonText } from './json-layout';
import { writeReport } from './write-report';

function ledgerOf(entries: Parameters<MemoryLedger['apply']>[0]): MemoryLedger {
  const ledger = new MemoryLedger(calendarFor);
  ledger.apply(entries);
  return ledger;
}

const unassigned = arrived('', 1, null, { type: 'rejected', code: 'unknown_program', detail: 'nope' });
const accepted = arrived('plixo', 1, at('2026-03-15'), { type: 'accepted' });

describe('the JSON report', () => {
  it('prints an empty ledger', async () => {
    expect(await reportText(ledgerOf([]))).toBe('{\n  "asOf": null,\n  "programs": []\n}\n');
  });

  it('lists what belongs to no program first, with no time and empty arrays', async () => {
    const { asOf, programs } = JSON.parse(await reportText(ledgerOf([accepted, unassigned])));
    expect(asOf).toBe('2026-03-15T00:00:00.000Z');
    expect(programs.map(({ program }: { program: string }) => program)).toEqual(['', 'plixo']);
    expect(programs[0]).toEqual({
      program: '',
      asOf: null,
      partners: [],
      attributions: [],
      lines: [],
      statements: [],
      payouts: [],
      unpaid: [],
      trialBalance: [],
      rejected: [{ source: 'test', id: 'e1', type: 'invoice.paid', code: 'unknown_program', detail: 'nope' }],
      anomalies: [],
      ignored: 0,
    });
  });

  it('is laid out as the expected files are: what is read and laid out again is the same', async () => {
    const text = await reportText(ledgerOf([...twoPartners(), unassigned]));
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    expect(Object.keys(JSON.parse(text).programs[1])).toEqual([
      'program',
      'asOf',
      'partners',
      'attributions',
      'lines',
      'statements',
      'payouts',
      'unpaid',
      'trialBalance',
      'rejected',
      'anomalies',
      'ignored',
    ]);
  });

  it('prints amounts beyond 2^53 exactly and texts unescaped', () => {
    expect(jsonText({ amount: 9_007_199_254_740_993n, name: 'ü "\u{1F600}"\u0000\n', none: [], no: {} }, 0)).toBe(
      '{\n  "amount": 9007199254740993,\n  "name": "ü \\"\u{1F600}\\"\\u0000\\n",\n  "none": [],\n  "no": {}\n}',
    );
  });

  it('carries a statement through quiet months to the month of the clock', async () => {
    const line = { partner: 'p', invoice: 'i', line: 'l', lineSeq: 1, amount: 500 };
    const entries = [accepted, decided('plixo', 1, standing('p')), decided('plixo', 1, posted(line))];
    const { statements } = JSON.parse(await reportText(ledgerOf(entries))).programs[0];
    const unpaid = { paid: 0, fees: 0, withheld: 0, net: 0 };
    const quiet = { partner: 'p', currency: 'USD', accrued: 0, adjusted: 0, reversed: 0, ...unpaid };
    expect(statements).toEqual([
      { ...quiet, month: '2026-01', opening: 0, accrued: 500, closing: 500 },
      { ...quiet, month: '2026-02', opening: 500, closing: 500 },
      { ...quiet, month: '2026-03', opening: 500, closing: 500 },
    ]);
  });

  it('goes to a given moment: every clock, what clears until then, and provisional credits', async () => {
    const line = { partner: 'p', invoice: 'i', line: 'l', lineSeq: 1, amount: 500 };
    const claim = {
      partner: 'p',
      claim: 'signup',
      claimedAt: at('2026-01-02'),
      countedAt: at('2026-01-02'),
      id: 'c',
      source: 's',
      barred: null,
    } as const;
    const introductions = [{ ...claim, role: 'sourced', tier: null, endsAt: at('2026-05-01') } as const];
    const entries = [
      accepted,
      decided('plixo', 1, standing('p', { holds: ['suspended'] })),
      decided('plixo', 1, posted(line, { clearsAt: at('2026-04-01') })),
      decided('plixo', 1, attribution('a', { introductions })),
      arrived('reseller', 1, at('2026-01-01'), { type: 'accepted' }),
    ];
    const seen = async (asOf: string | null) => {
      const report = JSON.parse(await reportText(ledgerOf(entries), asOf === null ? null : at(asOf)));
      const [plixo, reseller] = report.programs;
      const [{ credits, lost }] = plixo.attributions;
      return [report.asOf.slice(0, 10), reseller.asOf.slice(0, 10), plixo.lines[0].holds, credits.length, lost.length];
    };
    expect(await seen(null)).toEqual(['2026-03-15', '2026-01-01', ['clearing', 'suspended'], 1, 0]);
    expect(await seen('2026-05-01')).toEqual(['2026-05-01', '2026-05-01', ['suspended'], 0, 1]);
  });

  it('leaves out customers without a claim, touchpoint or override', async () => {
    const entries = [accepted, decided('plixo', 1, attribution('a', { settledAt: at('2026-01-01') }))];
    expect(JSON.parse(await reportText(ledgerOf(entries))).programs[0].attributions).toEqual([]);
  });

  it('waits for a slow reader and leaves the stream open', async () => {
    const view = await ledgerAsOf(ledgerOf(twoPartners()), { termsOf, asOf: null });
    let text = '';
    const slow = new Writable({
      highWaterMark: 16,
      write: (chunk: Buffer, _encoding, done) => {
        text += chunk.toString();
        setImmediate(done);
      },
    });
    await writeReport(view, slow, { format: 'json' });
    expect(slow.writableEnded).toBe(false);
    expect(text).toBe(await reportText(ledgerOf(twoPartners())));
  });
});
