import { jsonText, utf8Bytes } from '@ledger/contracts/json-text';
import { EVENT_LIMITS } from '@ledger/contracts/event-limits';
import {
  activated,
  called,
  clock,
  link,
  overridden,
  paid,
  partner,
  paysBy,
  signedUp,
  sourced,
  taxForm,
  wrongFact,
} from '../rules/facts';
import { given } from '../rules/given';
import type { SampleLine } from './offered-events';
import { sampleLine } from './offered-events';

const PARTNERS = ['p1', 'p2', 'p3'];
const CUSTOMERS = ['a', 'b', 'c'];
const DAY = '2026-01-10T12:00';
/** As long as an id may be, of characters that take four bytes each, and none like the other. */
const longest = (nr: number) =>
  String.fromCodePoint(...Array.from({ length: 128 }, (_, at) => 0x20000 + nr * 128 + at));

/**
 * Facts at the limits of the contract, and what is decided much on; what is in a later piece comes after the earlier.
 * `bytesOnly`: of what is large, only the one of the most bytes.
 */
export function largeFacts(bytesOnly: boolean): SampleLine[][] {
  const pieces = [
    [
      ...PARTNERS.map((name) => partner(name, '2026-01-02')),
      ...PARTNERS.flatMap((name) => [
        paysBy(name, '2026-01-02', 'stripe'),
        taxForm(name, '2026-01-02', 'W-9', '2026-01-01'),
      ]),
      link('p1', 'code-p1', '2026-01-03'),
    ].flat(),
    CUSTOMERS.map((customer) => signedUp(customer, '2026-01-03', { referralCode: 'code-p1' })),
    [overridden('a', '2026-01-04', [sourced('p1', 1), sourced('p2', 2), sourced('p3', 3)])],
    [activated('a', '2026-01-05')],
    [mostBytes('a')],
    ...(bytesOnly
      ? []
      : [[mostCredits('b')], [activated('b', '2026-01-05')], [mostLines('a'), mostCredited('b')], [mostRefunded()]]),
    [activated('c', '2026-01-12')],
    [clock('2026-03-20')],
  ];
  let from = 0;
  const events = given('plixo', ...pieces.flat()).events();
  return pieces.map((piece) =>
    events.slice(from, (from += piece.length)).map((event) => sampleLine(JSON.stringify(event))),
  );
}

/** One more invoice on which more is decided than one append takes, for what happens to a service meanwhile. */
export function oneMore(invoice: string): SampleLine {
  const told = called(invoice, paid(invoice, 'a', '2026-03-20', lines(4_000)));
  return sampleLine(JSON.stringify(given('plixo', told).events()[0]));
}

const lines = (count: number = EVENT_LIMITS.linesOfInvoice) => Array.from({ length: count }, () => ({ amount: 1_000 }));

/** Each line with a field that no schema names: what stands for it in the log is longer. */
function mostLines(customer: string) {
  const { data, ...told } = paid('most-lines', customer, DAY, lines());
  const noted = (data as { lines: object[] }).lines.map((line, nr) => ({ ...line, x: nr }));
  return wrongFact(told.type, DAY, { ...data, lines: noted });
}

/** As many bytes as an event may have, in ids that pack badly and that every decision names. */
function mostBytes(customer: string) {
  const lines = Array.from({ length: 1_340 }, (_, nr) => ({ line: longest(nr), amount: 1_000 }));
  const told = paid(longest(2_000), customer, DAY, lines);
  const bytes = utf8Bytes(jsonText({ ...given('plixo', told).events()[0] }));
  if (bytes > EVENT_LIMITS.bytes || bytes < 0.95 * EVENT_LIMITS.bytes) throw new Error(`${bytes} bytes`);
  return told;
}

function mostRefunded() {
  const lines = Array.from({ length: 14_000 }, (_, nr) => ({ line: `l${nr}`, amount: 1, x: nr }));
  return wrongFact('payment.refunded', '2026-01-11', { refund: 'r', invoice: 'most-lines', lines });
}

const mostCredited = (customer: string) =>
  paid('most-credits', customer, DAY, [{ amount: 1_000_000 }, { amount: 2_000_000 }]);

function mostCredits(customer: string) {
  const credits = Array.from({ length: 1_200 }, (_, nr) => sourced(longest(3_000 + nr), 1 + nr));
  return overridden(customer, '2026-01-04', [sourced('p1', 1_000_000), ...credits]);
}
