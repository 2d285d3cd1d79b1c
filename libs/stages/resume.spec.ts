import {
  activated,
  activationVoided,
  affiliate,
  brings,
  clock,
  closesPeriod,
  disputeClosed,
  disputed,
  issued,
  lead,
  mustAcknowledge,
  overridden,
  paid,
  partner,
  paysBy,
  refunded,
  reinstated,
  sourced,
  suspended,
  taxForm,
  touched,
} from '../../test/rules/facts';
import { given, type History } from '../../test/rules/given';
import { decidedAfter, stagesOf, stepsOf } from '../../test/rules/run-stages-alone';

const histories: readonly [string, History][] = [
  [
    'plixo',
    given('plixo', partner('p', '2025-01-01'), partner('q', '2025-01-01')).when(
      [0, 1, 2].flatMap((index) => [...brings('p', `w${index}`, '2025-01-02'), activated(`w${index}`, '2025-01-03')]),
      taxForm('p', '2025-01-04', 'W-9', '2025-01-01'),
      paysBy('p', '2025-01-04', 'stripe'),
      paid('i', 'w0', '2025-01-10', [{ amount: 100_000 }, { amount: 50_000 }]),
      paid('j', 'w1', '2025-01-10', 200_000),
      mustAcknowledge('p', '2025-01-11'),
      suspended('p', '2025-01-12'),
      clock('2025-02-10'),
      reinstated('p', '2025-02-11'),
      disputed('d', 'i', '2025-02-12'),
      refunded('r', 'j', '2025-02-12', { l1: 100, x: 1 }),
      refunded('s', 'i', '2025-02-12', 500),
      activationVoided('w2', '2025-02-13'),
      { type: 'partner.compliance_acknowledged', at: '2025-02-14', data: { partner: 'p' } },
      closesPeriod('2025-01', '2025-02-15'),
      disputeClosed('d', 'i', '2025-02-16', 'won'),
      refunded('t', 'i', '2025-01-20', 1000),
      overridden('w0', '2025-02-17', [sourced('q')]),
      clock('2025-03-01'),
    ),
  ],
  [
    'three-tier',
    given('three-tier', affiliate('s', '2025-01-01', 'solution'), affiliate('p', '2025-01-01')).when(
      lead('l', 's', '2025-01-02', { customer: 'a' }),
      touched('p', 'a', '2025-01-03'),
      paid('i', 'a', '2025-01-10', 10_000),
      paid('j', 'a', '2025-01-11', 5_000),
      refunded('r', 'i', '2025-01-12', 4_000),
      clock('2025-02-01'),
      refunded('s', 'j', '2025-03-12', 1_000),
      clock('2025-04-01'),
      paid('k', 'a', '2025-04-02', 700),
      refunded('t', 'k', '2025-04-03', 100),
      clock('2025-07-02'),
    ),
  ],
  [
    'reseller',
    given('reseller', ...['a', 'b', 'c', 'd'].map((name) => partner(name, '2025-01-01', 'reseller'))).when(
      { type: 'promotion.closed', at: '2025-01-02', data: { promotion: 'launch' } },
      partner('e', '2025-01-03', 'reseller'),
      brings('a', 'x', '2025-01-04'),
      issued('i', 'x', '2025-01-05', [{ kind: 'overage', amount: 1000 }]),
      activated('x', '2025-01-06'),
      clock('2025-02-01'),
      disputed('d', 'i', '2025-02-02'),
      disputeClosed('d', 'i', '2025-02-03', 'lost'),
      clock('2025-03-01'),
    ),
  ],
];

it.each(histories)(
  'R-ENG-09: every stage of %s, resumed at any fact, decides as if it had never stopped',
  (_, history) => {
    const { program } = history;
    const steps = stepsOf(program, history.events());
    for (let restart = 0; restart <= steps.length; restart++) {
      for (const stage of stagesOf(program)) {
        const expected = steps.slice(restart).map(({ decisions }) => decisions[stage.name]);
        expect(decidedAfter(stage, steps, restart)).toEqual(expected);
      }
    }
  },
);
