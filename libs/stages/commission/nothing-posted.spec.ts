import {
  activated,
  affiliate,
  brings,
  churned,
  overridden,
  paid,
  partner,
  refunded,
  sourced,
  terminated,
} from '../../../test/rules/facts';
import { given, type History } from '../../../test/rules/given';
import type { NothingPosted } from './commission.decisions';

const plixo = given('plixo', partner('p', '2025-01-01'), brings('p', 'a', '2025-01-02'), activated('a', '2025-01-03'));

/** What was recorded of lines that nothing is posted for, in its order: `i l1 p kind`. */
function recorded(history: History): string[] {
  return history
    .decisions()
    .filter((decision): decision is NothingPosted => decision.type === 'NothingPosted')
    .flatMap(({ invoice, partner: name, lines }) =>
      lines.map(({ line, reason }) => `${invoice} ${line} ${name ?? '-'} ${reason}`),
    );
}

describe('where nothing is posted', () => {
  it('R-WHY-01: commission records why, once for a line and partner', () => {
    const invoice = paid('i', 'a', '2025-01-10', [{ amount: 1000 }, { kind: 'tax', amount: 190 }, { amount: 0 }]);
    const history = plixo.when(invoice, activated('a', '2025-01-11'), refunded('r', 'i', '2025-01-12', 100));
    expect(recorded(history)).toEqual(['i l2 p kind', 'i l3 p no_amount']);
  });

  it('R-WHY-02: where nobody is credited, once for the line; and again for another reason', () => {
    const history = given('plixo', partner('p', '2025-01-01'), paid('i', 'b', '2025-01-10', 1000)).when(
      paid('j', 'b', '2025-01-11', 1000),
      terminated('p', '2025-01-05'),
      overridden('b', '2025-01-12', [sourced('p')]),
    );
    expect(recorded(history)).toEqual([
      'i l1 - no_credit',
      'j l1 - no_credit',
      'i l1 p terminated',
      'j l1 p terminated',
    ]);
  });

  it.each([
    ['end', plixo.when(paid('i', 'a', '2025-01-10', 1000), paid('j', 'a', '2026-02-01', 1000))],
    ['churn', plixo.when(churned('a', '2025-01-09'), paid('j', 'a', '2025-01-10', 1000))],
    ['taken_back', plixo.when(refunded('r', 'j', '2025-01-09', 1000), paid('j', 'a', '2025-01-10', 1000))],
    ['rounds_to_nothing', plixo.when(paid('j', 'a', '2025-01-10', 1))],
    [
      'clawback',
      given('three-tier', affiliate('p', '2025-01-01'), brings('p', 'a', '2025-01-02')).when(
        churned('a', '2025-01-10'),
        paid('j', 'a', '2025-01-10', 1000),
      ),
    ],
  ])('R-WHY-03: %s is told with the figures that it follows from', (reason, history) => {
    const [last] = history
      .decisions()
      .filter(({ type }) => type === 'NothingPosted')
      .slice(-1) as NothingPosted[];
    expect(last).toMatchObject({ invoice: 'j', partner: 'p', lines: [{ line: 'l1', reason }] });
    expect(last?.lines[0]?.figures).toMatchObject({ standsMinor: 0n, entry: expect.any(Number) as number });
  });

  it('R-WHY-04: it comes after all other decisions on the fact, which keep their numbers', () => {
    const invoice = paid('i', 'a', '2025-01-10', [{ kind: 'tax', amount: 190 }, { amount: 1000 }]);
    const commission = plixo
      .when(invoice)
      .decisions()
      .filter((decision) => 'invoice' in decision);
    expect(commission.map(({ type }) => type)).toEqual(['CommissionPosted', 'NothingPosted']);
  });
});
