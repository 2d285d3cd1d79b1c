import { amountMinor } from '@ledger/kernel/money';
import type { Destination, LedgerId, PayoutOrder, TransferGroup } from '../sending/payout-order';
import type { Transfer, TransferId } from '../sending/transfer';
import { earlierTransfers, together } from './earlier-transfers';

const order: PayoutOrder = {
  ledger: '5f0c.2-ab' as LedgerId,
  program: 'acme:eu',
  payout: 'po-3',
  destination: 'acct_1' as Destination,
  amountMinor: amountMinor(9_950),
  currency: 'USD',
};
const transfer: Transfer = {
  id: 'tr_1' as TransferId,
  group: 'payout:5f0c.1:acme%3Aeu:po-3' as TransferGroup,
  destination: order.destination,
  amountMinor: order.amountMinor,
  currency: 'USD',
  reversedMinor: amountMinor(0),
};
const about = { installation: '5f0c', known: new Set<string>(), open: [order] };
const grouped = (group: string | null): Transfer => ({ ...transfer, group: group as TransferGroup | null });

describe('transfers of earlier epochs', () => {
  it('are those of this installation, with the payout that they name, whatever its epoch', () => {
    const named = { installation: '5f0c', program: 'acme:eu', payout: 'po-3' };
    expect(earlierTransfers([transfer, transfer], about)).toEqual([{ transfer, named, pays: true, isOwn: false }]);
    const own = grouped('payout:5f0c.2-ab:acme%3Aeu:po-3');
    expect(earlierTransfers([own], about)).toMatchObject([{ pays: true, isOwn: true }]);
  });

  it.each<[string, Transfer, typeof about]>([
    ['another installation ordered', grouped('payout:5f0d.1:acme:po-3'), about],
    ['somebody made by hand', grouped(null), about],
    ['has another name', grouped('order:5f0c.1:acme:po-3'), about],
    ['has a name that cannot be read', grouped('payout:5f0c.1:acme%:po-3'), about],
    ['was taken back', { ...transfer, reversedMinor: transfer.amountMinor }, about],
    ['is known', transfer, { ...about, known: new Set(['tr_1']) }],
  ])('are none of those that %s', (_what, listed, with_) => {
    expect(earlierTransfers([listed], with_)).toEqual([]);
  });

  it.each<[string, Transfer, typeof about]>([
    ['of another amount', { ...transfer, amountMinor: amountMinor(1) }, about],
    ['to another account', { ...transfer, destination: 'acct_2' as Destination }, about],
    ['of a payout that the log has not made yet', transfer, { ...about, open: [] }],
  ])('pay nothing that waits where they are %s', (_what, listed, with_) => {
    expect(earlierTransfers([listed], with_)).toMatchObject([{ pays: false }]);
  });

  it('are not known while one listing is not', () => {
    const unknown = { kind: 'unknown', why: 'no answer' } as const;
    expect(together([{ kind: 'whole', transfers: [transfer] }, unknown])).toEqual(unknown);
    expect(together([{ kind: 'whole', transfers: [transfer] }])).toEqual({ kind: 'whole', transfers: [transfer] });
  });
});
