import { acceptanceCase } from './acceptance-cases';
import { comparison, differencesOf } from './compare-ledgers';
import type { LedgerOutput, ProgramOutput } from './ledger-output';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends object ? Mutable<T[K]> : T[K] };
type Change = (program: Mutable<ProgramOutput>, output: Mutable<LedgerOutput>) => void;

/** What the comparer says of a case whose only program is changed. */
function differencesAfter(name: string, change: Change): readonly string[] {
  const { expected } = acceptanceCase(name);
  const actual = structuredClone(expected) as Mutable<LedgerOutput>;
  change(actual.programs[0]!, actual);
  return differencesOf(expected, actual);
}

const CONTRACT_1 = 'contract-1-plixo';

/** Changes of an output, and what compare.py itself printed for each. */
const changes: readonly { what: string; name: string; change: Change; says: readonly string[] }[] = [
  {
    what: 'another program',
    name: CONTRACT_1,
    change: (program) => void (program.program = 'other'),
    says: ["'other': only in product", "'plixo': only in oracle"],
  },
  {
    what: 'the moment',
    name: CONTRACT_1,
    change: (_, output) => void (output.asOf = '2026-03-11T00:00:00.000Z'),
    says: ['asOf: oracle 2026-03-10T12:00:00.000Z, product 2026-03-11T00:00:00.000Z'],
  },
  {
    what: 'the moment of a program',
    name: CONTRACT_1,
    change: (program) => void (program.asOf = null),
    says: ['plixo asOf: oracle 2026-03-10T12:00:00.000Z, product None'],
  },
  {
    what: 'an amount of a line',
    name: CONTRACT_1,
    change: (program) => void (program.lines[0]!.amount += 1n),
    says: [
      "product plixo: ('p', 'USD'): lines less payouts 35001, unpaid 35000, statement 35000",
      'plixo net p a ia l1 USD: oracle 15000, product 15001',
      "plixo lines p a ia l1 1: oracle ('accrual', 100000, '1/10', 10000, 'paid', [], '2026-01-10T12:00:00.000Z', '2026-01-10T12:00:00.000Z', '2026-02-09T12:00:00.000Z', '2026-02-10T00:00:00.000Z'), product ('accrual', 100000, '1/10', 10001, 'paid', [], '2026-01-10T12:00:00.000Z', '2026-01-10T12:00:00.000Z', '2026-02-09T12:00:00.000Z', '2026-02-10T00:00:00.000Z')",
    ],
  },
  {
    what: 'a payout',
    name: CONTRACT_1,
    change: (program) => void (program.payouts[0]!.lines = 2n),
    says: [
      "plixo payouts p USD 2026-02-10T00:00:00.000Z po-1: oracle ('stripe', 10000, 50, 0, 9950, 1, 'paid', '2026-02-10T00:00:00.000Z', None), product ('stripe', 10000, 50, 0, 9950, 2, 'paid', '2026-02-10T00:00:00.000Z', None)",
    ],
  },
  {
    what: 'a payout that does not add up',
    name: CONTRACT_1,
    change: (program) => void (program.payouts[0]!.fee = 51n),
    says: [
      "product plixo: payout {'partner': 'p', 'currency': 'USD', 'at': '2026-02-10T00:00:00.000Z', 'payout': 'po-1', 'rail': 'stripe', 'gross': 10000, 'fee': 51, 'withheld': 0, 'net': 9950, 'lines': 1, 'state': 'paid', 'settledAt': '2026-02-10T00:00:00.000Z', 'reference': None}",
      "plixo payouts p USD 2026-02-10T00:00:00.000Z po-1: oracle ('stripe', 10000, 50, 0, 9950, 1, 'paid', '2026-02-10T00:00:00.000Z', None), product ('stripe', 10000, 51, 0, 9950, 1, 'paid', '2026-02-10T00:00:00.000Z', None)",
    ],
  },
  {
    what: 'a status',
    name: 'violation-ladder',
    change: (program) => void (program.partners[0]!.status = 'active'),
    says: [
      "three-tier partners p: oracle {'application': 'approved', 'status': 'terminated', 'tier': 'referral', 'type': 'partner', 'customers': 0, 'promotion': None, 'lockedUntil': '', 'wins': {}}, product {'application': 'approved', 'status': 'active', 'tier': 'referral', 'type': 'partner', 'customers': 0, 'promotion': None, 'lockedUntil': '', 'wins': {}}",
    ],
  },
  {
    what: 'a credit',
    name: 'influenced-share',
    change: (program) => void (program.attributions[0]!.credits[0]!.weight = 7n),
    says: ["three-tier credits c-j0: oracle [['c', 'sourced', 1]], product [['c', 'sourced', 7]]"],
  },
  {
    what: 'a settling',
    name: 'influenced-share',
    change: (program) => void (program.attributions[0]!.settledAt = null),
    says: ['three-tier settled c-j0: oracle 2026-01-01T10:00:00.000Z, product None'],
  },
  {
    what: 'a lost claim',
    name: 'late-attribution',
    change: (program) => void (program.attributions[0]!.lost[0]!.reason = 'expired'),
    says: [
      "plixo lost a: oracle [('q', 'lead', '2026-01-20T10:00:00.000Z', 'later'), ('q', 'lead', '2026-02-11T10:00:00.000Z', 'after_settling')], product [('q', 'lead', '2026-01-20T10:00:00.000Z', 'expired'), ('q', 'lead', '2026-02-11T10:00:00.000Z', 'after_settling')]",
    ],
  },
  {
    what: 'an unpaid amount',
    name: CONTRACT_1,
    change: (program) => void (program.unpaid[0]!.hold = 5n),
    says: [
      'product plixo: partner_hold:p USD is not what is unpaid, 5',
      "product plixo: ('p', 'USD'): lines less payouts 35000, unpaid 5005, statement 35000",
      "product plixo: ('p', 'USD'): hold {30000, 5}",
      'plixo unpaid p USD: oracle (30000, 5000, 0), product (5, 5000, 0)',
    ],
  },
  {
    what: 'a reason of unpaid',
    name: CONTRACT_1,
    change: (program) => void program.unpaid[0]!.reasons.push('dispute'),
    says: ["plixo reasons p USD: oracle ['clearing', 'scheduled'], product ['clearing', 'dispute', 'scheduled']"],
  },
  {
    what: 'a statement',
    name: CONTRACT_1,
    change: (program) => void (program.statements[1]!.opening += 1n),
    says: [
      "product plixo: statement ('p', 'USD') 2026-02 does not add up",
      "product plixo: statement ('p', 'USD') 2026-02 does not chain",
      'plixo statements p USD 2026-02: oracle (10000, 10000, 0, 0, 10000, 10000, 50, 0, 9950), product (10001, 10000, 0, 0, 10000, 10000, 50, 0, 9950)',
    ],
  },
  {
    what: 'the net of a statement',
    name: CONTRACT_1,
    change: (program) => void (program.statements[1]!.net += 1n),
    says: [
      "product plixo: statement ('p', 'USD') 2026-02: net",
      'plixo statements p USD 2026-02: oracle (10000, 10000, 0, 0, 10000, 10000, 50, 0, 9950), product (10000, 10000, 0, 0, 10000, 10000, 50, 0, 9951)',
    ],
  },
  {
    what: 'a total',
    name: CONTRACT_1,
    change: (program) => void (program.trialBalance[0]!.debit += 1n),
    says: [
      'product plixo: trial balance USD: debit 80001 credit 80000',
      'plixo trial cash:stripe USD: oracle -9950, product -9949',
    ],
  },
  {
    what: 'a rejection',
    name: 'rejections',
    change: (program) => void program.rejected.pop(),
    says: ['three-tier rejected r9 not_in_program: oracle 1, product None'],
  },
  {
    what: 'a count of ignored',
    name: 'duplicates-and-conflicts',
    change: (program) => void (program.ignored += 1n),
    says: [' ignored : oracle 0, product 1'],
  },
  {
    what: 'an anomaly',
    name: CONTRACT_1,
    change: (program) => void program.anomalies.push({ code: 'c', detail: 'd' }),
    says: ['plixo anomalies : oracle 0, product 1'],
  },
];

it.each(changes)('finds $what', ({ name, change, says }) => {
  expect(differencesAfter(name, change)).toEqual(says);
});

describe('does not mind', () => {
  const harmless: readonly (readonly [string, string, Change])[] = [
    ['how a rate or a time is written', 'contract-1-plixo', respell],
    ['the order of equal rows', 'contract-1-plixo', (program) => void program.partners.reverse()],
    ['the words of a rejection', 'rejections', (program) => void (program.rejected[0]!.detail = 'in other words')],
    ['a row of zeros', 'contract-1-plixo', addRowOfZeros],
  ];

  it.each(harmless)('%s', (_what, name, change) => {
    expect(differencesAfter(name, change)).toEqual([]);
  });

  function respell(program: Mutable<ProgramOutput>): void {
    program.lines[0]!.rate = '0.10';
    program.lines[0]!.postedAt = '2026-01-10T12:00:00Z';
  }

  function addRowOfZeros(program: Mutable<ProgramOutput>): void {
    program.unpaid.push({ partner: 'p', currency: 'EUR', hold: 0n, payable: 0n, inTransit: 0n, reasons: [] });
    program.trialBalance.push({ account: 'cash:paypal', currency: 'EUR', debit: 3n, credit: 3n });
  }
});

it('shows the first twenty differences and counts the others', () => {
  const { expected } = acceptanceCase('histories/plixo-901');
  const empty = { ...expected, programs: [] };
  expect(comparison(expected, expected)).toBe('equal');
  expect(comparison(expected, empty)).toBe("'plixo': only in oracle\n1 differences");
  const actual = structuredClone(expected) as Mutable<LedgerOutput>;
  const { lines } = actual.programs[0]!;
  lines.forEach((line) => (line.reason = 'magic'));
  const shown = comparison(expected, actual).split('\n');
  expect(shown).toHaveLength(22);
  expect(shown.slice(-2)).toEqual([`... ${lines.length - 20} more`, `${lines.length} differences`]);
});
