import fc from 'fast-check';
import type { LedgerEventJson } from '@tools/histories/ledger-event-json';
import { Random } from '@tools/histories/random';
import { formatInstant, plusDays, type Instant } from '@ledger/kernel/instant';
import type { EventOf, LedgerEvent } from '@ledger/contracts/events';
import { readLedgerOutput } from '../cases/ledger-output';
import { tablesOf } from '../cases/ledger-tables';
import { anyHistory } from './anything';
import { PROPERTY_TIMEOUT_MS, propertyRuns } from './property-runs';
import { replayOf } from './replay-in-process';
import { acceptedFacts } from './run-stages';

type Invoice = Extract<LedgerEvent, { type: 'invoice.paid' | 'invoice.issued' }>;

/** What takes back from an invoice, at any time from its own on. */
function takesBack(
  type: string,
  step: number,
  { time: paidAt, program, ...invoice }: Invoice,
  random: Random,
  part: object,
) {
  const id = `${type}-${step}-of-${invoice.type}-${invoice.data.invoice}`;
  const time = formatInstant(plusDays(paidAt, random.integer(0, 400)));
  const data = { [type === 'payment.refunded' ? 'refund' : 'dispute']: id, invoice: invoice.data.invoice, ...part };
  return { specversion: '1.0', id, source: '/refunds', type, time, program, data };
}

/**
 * Takes back all of an invoice in some steps: by lines, by amounts that name none, or by both. A credit within the invoice
 * goes back with what names no lines; where lines are named beside it, nothing may be left to spread: a lost dispute.
 */
function* refundsOf(invoice: Invoice, named: ReadonlySet<string>, random: Random): Generator<LedgerEventJson> {
  let steps = 0;
  const refund = (part: object): LedgerEventJson => takesBack('payment.refunded', ++steps, invoice, random, part);
  const total = invoice.data.lines.reduce((sum, { amount }) => sum + amount, 0);
  if (invoice.data.lines.some(({ amount }) => amount < 0)) {
    if (total <= 0 || named.has(invoice.data.invoice))
      yield takesBack('dispute.closed', 1, invoice, random, { outcome: 'lost' });
    else for (const part of inSteps(total, random)) yield refund({ amount: part });
    return;
  }
  let unnamed = 0;
  for (const { line, amount } of invoice.data.lines) {
    const byName = random.pick([0, amount, random.integer(0, amount)]);
    unnamed += amount - byName;
    for (const part of inSteps(byName, random)) yield refund({ lines: [{ line, amount: part }] });
  }
  for (const part of inSteps(unnamed, random)) yield refund({ amount: part });
}

function namesLines(fact: LedgerEvent): fact is EventOf<'payment.refunded'> {
  return fact.type === 'payment.refunded' && fact.data.lines !== undefined;
}

function* inSteps(amount: number, random: Random): Generator<number> {
  let left = amount;
  while (left > 0) {
    const step = random.chance(0.4) ? left : random.integer(1, left);
    left -= step;
    yield step;
  }
}

/** What finance posts by itself follows from no invoice, and goes back with none. */
function postedByHand(event: unknown): boolean {
  const type = (event as { readonly type?: unknown } | null)?.type;
  return type === 'adjustment.posted' || type === 'balance.written_off' || type === 'balance.forfeited';
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
      fc.asyncProperty(anyHistory(300), fc.nat(), async ({ program, events: history }, seed) => {
        const events = history.filter((event) => !postedByHand(event));
        const random = new Random(seed);
        const facts = acceptedFacts(program, events);
        const invoices = facts.filter(
          (fact): fact is Invoice => fact.type === 'invoice.paid' || fact.type === 'invoice.issued',
        );
        const named = new Set(facts.flatMap((fact) => (namesLines(fact) ? [fact.data.invoice] : [])));
        const refunds = random.shuffled(invoices.flatMap((invoice) => [...refundsOf(invoice, named, random)]));
        const latest = Math.max(...invoices.map(({ time }) => time), 0) as Instant;
        const all = [...events, ...refunds, clockAt(plusDays(latest, 800), program.name)];
        const output = readLedgerOutput(await replayOf(all)).programs.find((each) => each.program === program.name);
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
