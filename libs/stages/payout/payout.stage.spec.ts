import {
  activated,
  affiliate,
  brings,
  clock,
  disputed,
  disputeClosed,
  issued,
  paid,
  partner,
  paysBy,
  refunded,
  reinstated,
  suspended,
  taxForm,
} from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';
import { presetBut } from '../../../test/rules/programs';

/** What the payout stage decides, in short: kind, time, amount, number of lines. */
function moves(history: History): string[] {
  return history.decisions().flatMap((each) => {
    if (each.type === 'LinesReleased')
      return [`released ${new Date(each.releasedAt).toISOString()} ${each.amountMinor} ${each.lines.length}`];
    if (each.type === 'LinesHeldBack')
      return [`held ${new Date(each.heldAt).toISOString()} ${each.amountMinor} ${each.lines.length}`];
    if (each.type === 'PayoutMade')
      return [`paid ${new Date(each.madeAt).toISOString()} ${each.grossMinor} ${each.lineCount}`];
    return [];
  });
}

const reseller = given('reseller', partner('p', '2025-01-01', 'reseller'), brings('p', 'a', '2025-01-02')).when(
  activated('a', '2025-01-03'),
);
const fee = (invoice: string, at: string, amount: number) => issued(invoice, 'a', at, [{ kind: 'overage', amount }]);

describe('from hold to paid', () => {
  it('R-CLR-05: lines that clear together move as one, for each account', () => {
    const history = given('plixo', partner('p', '2025-01-01'), brings('p', 'a', '2025-01-02')).when(
      activated('a', '2025-01-03'),
      paid('i', 'a', '2025-01-10', [{ amount: 1000 }, { amount: 2000 }]),
      paid('j', 'a', '2025-01-10', 3000),
      clock('2025-02-09'),
    );
    expect(moves(history)).toEqual(['released 2025-02-09T00:00:00.000Z 600 3']);
  });

  it('R-DIS-04: a dispute takes only its payable lines back, and gives them free again', () => {
    const history = reseller.when(
      fee('i', '2025-01-10', 1000),
      fee('j', '2025-01-10', 400),
      disputed('d', 'i', '2025-01-11'),
      refunded('r', 'i', '2025-01-12', 500),
      disputeClosed('d', 'i', '2025-01-13', 'won'),
      clock('2025-02-01'),
    );
    expect(moves(history)).toEqual([
      'released 2025-01-10T00:00:00.000Z 500 1',
      'released 2025-01-10T00:00:00.000Z 200 1',
      'held 2025-01-11T00:00:00.000Z 500 1',
      'released 2025-01-13T00:00:00.000Z 500 1',
      'released 2025-01-13T00:00:00.000Z -250 1',
      'paid 2025-02-01T00:00:00.000Z 450 3',
    ]);
  });

  it('R-DIS-04: lines of a thawed invoice stay in hold while their partner is held', () => {
    const history = reseller.when(
      fee('i', '2025-01-10', 1000),
      disputed('d', 'i', '2025-01-11'),
      suspended('p', '2025-01-12'),
      disputeClosed('d', 'i', '2025-01-13', 'won'),
      reinstated('p', '2025-01-14'),
    );
    expect(moves(history)).toEqual([
      'released 2025-01-10T00:00:00.000Z 500 1',
      'held 2025-01-11T00:00:00.000Z 500 1',
      'released 2025-01-14T00:00:00.000Z 500 1',
    ]);
  });

  it('R-HOLD-01: a partner that is no longer held gets what has cleared, not what is still clearing or frozen', () => {
    const history = given('plixo', partner('p', '2025-01-01'), brings('p', 'a', '2025-01-02')).when(
      activated('a', '2025-01-03'),
      paid('i', 'a', '2025-01-10', 1000),
      paid('j', 'a', '2025-01-20', 2000),
      paid('k', 'a', '2025-01-10', 4000),
      disputed('d', 'k', '2025-01-11'),
      suspended('p', '2025-01-21'),
      clock('2025-02-10'),
      reinstated('p', '2025-02-11'),
      clock('2025-02-19'),
    );
    expect(moves(history)).toEqual([
      'released 2025-02-11T00:00:00.000Z 100 1',
      'released 2025-02-19T00:00:00.000Z 200 1',
    ]);
  });

  it('R-RUN-13: at the end of a quarter its true-up comes before the run of that instant', async () => {
    const history = given('three-tier', affiliate('p', '2025-01-01', 'solution'), brings('p', 'a', '2025-01-02')).when(
      paid('i', 'a', '2025-03-10', 10_000),
      refunded('r', 'i', '2025-03-11', 4_000),
      clock('2025-04-01'),
    );
    expect(moves(history)).toEqual([
      'released 2025-03-10T00:00:00.000Z 3000 1',
      'released 2025-04-01T00:00:00.000Z -1200 1',
      'paid 2025-04-01T00:00:00.000Z 1800 2',
    ]);
  });

  it('R-RUN-02: runs are at midnight of the time zone, also where lines clear in between', () => {
    const tokyo = presetBut('plixo', { timeZone: 'Asia/Tokyo' });
    const history = given(tokyo, partner('p', '2025-01-01'), brings('p', 'a', '2025-01-02')).when(
      activated('a', '2025-01-03'),
      taxForm('p', '2025-01-04', 'W-9', '2025-01-01'),
      paysBy('p', '2025-01-04', 'stripe'),
      paid('i', 'a', '2025-01-10T14:00', 1000),
      paid('j', 'a', '2025-01-10T16:00', 2000),
      clock('2025-02-20'),
    );
    expect(moves(history)).toEqual([
      'released 2025-02-09T14:00:00.000Z 100 1',
      'paid 2025-02-09T15:00:00.000Z 100 1',
      'released 2025-02-09T16:00:00.000Z 200 1',
      'paid 2025-02-10T15:00:00.000Z 200 1',
    ]);
  });

  it('what is paid takes no further part', () => {
    const history = reseller.when(
      fee('i', '2025-01-10', 1000),
      clock('2025-02-01'),
      disputed('d', 'i', '2025-02-02'),
      disputeClosed('d', 'i', '2025-02-03', 'lost'),
      fee('j', '2025-02-04', 2000),
      clock('2025-03-01'),
    );
    expect(moves(history)).toEqual([
      'released 2025-01-10T00:00:00.000Z 500 1',
      'paid 2025-02-01T00:00:00.000Z 500 1',
      'released 2025-02-03T00:00:00.000Z -500 1',
      'released 2025-02-04T00:00:00.000Z 1000 1',
      'paid 2025-03-01T00:00:00.000Z 500 2',
    ]);
  });
});
