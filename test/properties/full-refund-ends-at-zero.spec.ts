import fc from 'fast-check';
import type { LedgerEventJson } from '@apps/ledger/samples/ledger-event-json';
import { Random } from '@apps/ledger/samples/random';
import { formatInstant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { LedgerEvent } from '@ledger/contracts/events';
import { readLedgerOutput } from '../cases/ledger-output';
import { tablesOf } from '../cases/ledger-tables';
import { anyHistory } from './anything';
import { PROPERTY_TIMEOUT_MS, propertyRuns } from './property-runs';
import { replayOf } from './replay-in-process';
import { acceptedFacts } from './run-stages';

type Invoice = Extract<LedgerEvent, { type: 'invoice.paid' | 'invoice.issued' }>;

/** Takes back all of an invoice in some steps: by lines, by amounts that name none, or by both; at any time from its own on. */
function* refundsOf(invoice: Invoice, random: Random): Generator<LedgerEventJson> {
  let steps = 0;
  const refund = (part: object): LedgerEventJson => {
    steps += 1;
    const id = `refund-${steps}-of-${invoice.type}-${invoice.data.invoice}`;
    const time = formatInstant(plusDays(invoice.time, random.integer(0, 400)));
    const data = { refund: id, invoice: invoice.data.invoice, ...part };
    return {
      specversion: '1.0',
      id,
      source: '/refunds',
      type: 'payment.refunded',
      time,
      program: invoice.program,
      data,
    };
  };
  let unnamed = 0;
  for (const { line, amount } of invoice.data.lines) {
    const named = random.pick([0, amount, random.integer(0, amount)]);
    unnamed += amount - named;
    for (const part of inSteps(named, random)) yield refund({ lines: [{ line, amount: part }] });
  }
  for (const part of inSteps(unnamed, random)) yield refund({ amount: part });
}

function* inSteps(amount: number, random: Random): Generator<number> {
  let left = amount;
  while (left > 0) {
    const step = random.chance(0.4) ? left : random.integer(1, left);
    left -= step;
    yield step;
  }
}

/** After all refunds, and after the quarter in which a true-up takes back what was refunded. */
function clockAt(time: Instant, program: string): LedgerEventJson {
  return {
    specversion: '1.0',
    id: 'end',
    source: '/end',
    type: 'clock.advanced',
    time: formatInstant(time),
    program,
    data: {},
  };
}

it(
  'what is refunded in full, in any steps, leaves nothing to anybody',
  async () => {
    let linesPosted = 0;
    await fc.assert(
      fc.asyncProperty(anyHistory(300), fc.nat(), async ({ program, events }, seed) => {
        const random = new Random(seed);
        const invoices = acceptedFacts(program, events).filter(
          (fact): fact is Invoice => fact.type === 'invoice.paid' || fact.type === 'invoice.issued',
        );
        const refunds = random.shuffled(invoices.flatMap((invoice) => [...refundsOf(invoice, random)]));
        const latest = Math.max(...invoices.map(({ time }) => time), 0) as Instant;
        const all = [...events, ...refunds, clockAt(plusDays(latest, 800), program.program)];
        const output = readLedgerOutput(await replayOf(all)).programs.find((each) => each.program === program.program);
        linesPosted += output?.lines.length ?? 0;
        const [net] = output === undefined ? [] : tablesOf(output, false);
        expect([...(net?.rows ?? [])]).toEqual([]);
      }),
      propertyRuns(30),
    );
    expect(linesPosted).toBeGreaterThan(1_000);
  },
  PROPERTY_TIMEOUT_MS,
);
