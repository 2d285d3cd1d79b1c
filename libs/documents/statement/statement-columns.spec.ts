import { SMALL_ACCOUNT, smallStatement } from '../testing/small-statement';
import { statementRows } from './statement-columns';

describe('the rows of a statement', () => {
  const rows = statementRows(smallStatement({ accounts: [SMALL_ACCOUNT, { ...SMALL_ACCOUNT, currency: 'EUR' }] }));

  it('add up from the opening to the closing, in each currency', () => {
    for (const currency of ['USD', 'EUR']) {
      const own = rows.filter((row) => row.currency === currency);
      const sum = own.slice(0, -1).reduce((total, { amountMinor }) => total + amountMinor, 0n);
      expect([own[0]?.kind, own.at(-1)?.kind, own.at(-1)?.amountMinor]).toEqual(['opening', 'closing', sum]);
    }
  });

  it('show what a failed payout gives back, with its fee and what was withheld', () => {
    const payouts = rows.filter(({ kind, currency }) => kind === 'payout' && currency === 'USD');
    expect(
      payouts.map(({ reason, amountMinor, feeMinor, withheldMinor, netMinor }) => [
        reason,
        amountMinor,
        feeMinor,
        withheldMinor,
        netMinor,
      ]),
    ).toEqual([
      ['made', -1_000n, 28n, 100n, 872n],
      ['failed', 1_000n, -28n, -100n, -872n],
    ]);
  });
});
