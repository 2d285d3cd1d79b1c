import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { heldBack, released } from './group-by-account';
import { emptyPayoutAccount, type OpenLine, type PayoutAccount } from './payout-account';

const line = (account: PayoutAccount, lineSeq: number): OpenLine => ({
  account,
  invoice: 'i',
  line: 'l',
  lineSeq,
  amountMinor: amountMinor(lineSeq),
  clearsAt: instant(0),
  earnedAt: instant(0),
  state: 'hold',
});
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('movements by account', () => {
  const b = emptyPayoutAccount('b', 'EUR');
  const a = emptyPayoutAccount('a', 'USD');
  const aEur = emptyPayoutAccount('a', 'EUR');

  it('are one decision for each account, in the order of partner and currency', () => {
    const lines = [line(b, 1), line(a, 2), line(aEur, 3), line(b, 4)];
    const decided = released(lines, instant(7));
    expect(decided.map(({ partner, currency, amountMinor: sum }) => `${partner} ${currency} ${sum}`)).toEqual([
      'a EUR 3',
      'a USD 2',
      'b EUR 5',
    ]);
    expect(decided[2]).toEqual({
      type: 'LinesReleased',
      partner: 'b',
      currency: 'EUR',
      releasedAt: 7,
      amountMinor: 5n,
      lines: [
        { invoice: 'i', line: 'l', lineSeq: 1 },
        { invoice: 'i', line: 'l', lineSeq: 4 },
      ],
    });
    expect(heldBack([line(a, 2)], instant(8))).toEqual([
      {
        type: 'LinesHeldBack',
        partner: 'a',
        currency: 'USD',
        heldAt: 8,
        amountMinor: 2n,
        lines: [{ invoice: 'i', line: 'l', lineSeq: 2 }],
      },
    ]);
    expect(released([], instant(7))).toEqual([]);
  });

  it('are one for what was earned and one for what was taken back, which nets nothing away', () => {
    const back: OpenLine = { ...line(a, 3), amountMinor: amountMinor(-3) };
    const moved = [
      ...released([back, line(a, 5), line(a, 3)], instant(7)),
      ...heldBack([line(a, 3), back], instant(8)),
    ];
    expect(moved.map(({ type, amountMinor: sum, lines }) => `${type} ${sum} of ${lines.length}`)).toEqual([
      'LinesReleased 8 of 2',
      'LinesReleased -3 of 1',
      'LinesHeldBack 3 of 1',
      'LinesHeldBack -3 of 1',
    ]);
  });

  it('name their lines in one order, however they came', () => {
    const keys = ['j l 1', 'i m 2', 'i l 3', 'i m 1'].map((text) => {
      const [invoice = '', name = '', seq] = text.split(' ');
      return { ...line(a, Number(seq)), invoice, line: name };
    });
    const [decided] = released(keys, instant(7));
    expect(decided?.lines.map((key) => `${key.invoice} ${key.line} ${key.lineSeq}`)).toEqual([
      'i l 3',
      'i m 1',
      'i m 2',
      'j l 1',
    ]);
  });

  it('name at most two thousand lines each, so that an append stays small', () => {
    const sizes = (count: number) =>
      released(
        numbers(count).map((seq) => line(a, seq)),
        instant(1),
      ).map(({ lines }) => lines.length);
    expect(sizes(2000)).toEqual([2000]);
    expect(sizes(4001)).toEqual([2000, 2000, 1]);
    const decided = released(
      numbers(2001).map((seq) => line(a, seq)),
      instant(1),
    );
    expect(decided.map(({ amountMinor: sum }) => sum)).toEqual([2_001_000n, 2001n]);
  });
});
