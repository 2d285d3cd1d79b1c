import type {
  CustomerDossier,
  InvoiceDossier,
  OwnLineDossier,
  PaidLine,
  PayoutDossier,
  ToldFact,
} from '@ledger/explain/dossier';
import { formatMonth, formatQuarter, type Quarter } from '@ledger/kernel/calendar';
import type { CommissionPosted } from '@ledger/stages/commission/commission.decisions';
import type { LineKey, OwnLinePosted, PayoutMade } from '@ledger/stages/payout/payout.decisions';
import { aggregateStream, categoryOf } from '../log/stream-names';
import type { LogReader } from './log-reader';

/** What is recorded of who is credited with a customer; null: nothing is. */
export async function readCustomer(reader: LogReader, customer: string): Promise<CustomerDossier | null> {
  const stream = aggregateStream(reader.program, 'attribution', customer);
  const changes = await reader.onFacts(await reader.decisions(stream, 'AttributionChanged'));
  const clock = await reader.clock();
  return changes.length === 0 || clock === null ? null : { program: await reader.terms(), customer, changes, clock };
}

/** What is recorded of an invoice; null: nothing is. */
export async function readInvoice(reader: LogReader, invoice: string): Promise<InvoiceDossier | null> {
  const streamOf = (kind: 'commission' | 'unpaid') => aggregateStream(reader.program, kind, invoice);
  const postings = await reader.onFacts(await reader.decisions(streamOf('commission'), 'CommissionPosted'));
  const unpaid = await reader.onFacts(await reader.decisions(streamOf('unpaid'), 'NothingPosted'));
  const [first] = [...postings, ...unpaid].sort((a, b) => a.fact.seq - b.fact.seq);
  if (first === undefined) return null;
  const wins = new Map<string, Awaited<ReturnType<typeof readWins>>>();
  for (const { decision } of postings) {
    const { figures, partner, earnedAt } = decision;
    if (figures === null || 'nothing' in figures || figures.wins === undefined) continue;
    const quarter = reader.known.calendar.quarterAt(earnedAt);
    const key = winsKey(partner, quarter);
    if (!wins.has(key)) wins.set(key, await readWins(reader, partner, quarter));
  }
  const earning = await earningFact(reader, invoice, first.fact);
  const customer = await readCustomer(reader, first.decision.customer);
  return {
    program: await reader.terms(),
    invoice,
    postings,
    unpaid,
    earning,
    customer,
    winsOf: (partner, quarter) => wins.get(winsKey(partner, quarter)) ?? [],
  };
}

function readWins(reader: LogReader, partner: string, quarter: Quarter) {
  return reader.decisions(aggregateStream(reader.program, 'wins', partner, formatQuarter(quarter)), 'WinsChanged');
}

function winsKey(partner: string, quarter: Quarter): string {
  return `${quarter} ${partner}`;
}

/** As a rule the first decision on an invoice is made on its own event; a release before this one recorded less. */
async function earningFact(reader: LogReader, invoice: string, first: ToldFact) {
  const type = reader.known.versions[0]?.earnOn === 'billed' ? 'invoice.issued' : 'invoice.paid';
  if (first.type === type && first.data['invoice'] === invoice) return first;
  return reader.findFact(first.seq, ({ arrival, event }) => {
    const data = event?.['data'] as { readonly invoice?: string } | undefined;
    return arrival.eventType === type && data?.invoice === invoice;
  });
}

/** What is recorded of a line of a partner's own; null: nothing is. */
export async function readOwnLine(reader: LogReader, partner: string, line: string): Promise<OwnLineDossier | null> {
  const postings = (await ownLinesOf(reader, partner)).filter(({ decision }) => decision.line === line);
  if (postings.length === 0) return null;
  return { postings: await reader.onFacts(postings), program: await reader.terms() };
}

/** An account has a stream for each currency and month, and a line's own does not tell which. */
function ownLinesOf(reader: LogReader, partner: string) {
  const prefix = `${aggregateStream(reader.program, 'account', partner)}/`;
  return reader.decisionsOf(categoryOf('account', reader.program), prefix, 'OwnLinePosted');
}

/** What is recorded of a payout; null: nothing is. */
export async function readPayout(reader: LogReader, payout: string): Promise<PayoutDossier | null> {
  const decisions = await reader.onFacts(
    await reader.decisions(
      aggregateStream(reader.program, 'payout', payout),
      ...(['PayoutProposed', 'PayoutProposalReplaced', 'PayoutDeclined', 'PayoutMade'] as const),
      ...(['PayoutSettled', 'PayoutFailed', 'PayoutReturned'] as const),
    ),
  );
  if (decisions.length === 0) return null;
  const made = decisions.find(({ decision }) => decision.type === 'PayoutMade');
  const lines = made === undefined ? [] : await linesOf(reader, made.decision as PayoutMade, made.fact.seq);
  return { program: await reader.terms(), payout, decisions, lines };
}

/** The lines that went with a payout when it was made, with what each is worth. */
async function linesOf(reader: LogReader, made: PayoutMade, seq: number): Promise<PaidLine[]> {
  const { payout, partner, currency, madeAt } = made;
  const months = [madeAt, await reader.clockAt(seq)].map((at) => formatMonth(reader.known.calendar.monthAt(at)));
  const keys: LineKey[] = [];
  for (const month of new Set(months)) {
    const stream = aggregateStream(reader.program, 'account', partner, currency, month);
    for (const { decision, seq: movedOn } of await reader.decisions(stream, 'PayoutLinesMoved')) {
      // On the same fact it may have been answered too.
      if (decision.payout === payout && decision.from === 'payable' && movedOn === seq) keys.push(...decision.lines);
    }
  }
  const posted = await postedLines(reader, partner, keys);
  return keys.map((key) => ({ key, posted: posted.get(keyOf(key)) ?? null }));
}

type Posted = CommissionPosted | OwnLinePosted;

async function postedLines(
  reader: LogReader,
  partner: string,
  keys: readonly LineKey[],
): Promise<ReadonlyMap<string, Posted>> {
  const found = new Map<string, Posted>();
  const invoices = new Set(keys.flatMap(({ invoice }) => invoice ?? []));
  for (const invoice of invoices) {
    for (const { decision } of await reader.decisions(
      aggregateStream(reader.program, 'commission', invoice),
      'CommissionPosted',
    )) {
      if (decision.partner === partner) found.set(keyOf(decision), decision);
    }
  }
  if (keys.every(({ invoice }) => invoice !== null)) return found;
  for (const { decision } of await ownLinesOf(reader, partner))
    found.set(keyOf({ ...decision, invoice: null }), decision);
  return found;
}

function keyOf({ invoice, line, lineSeq }: LineKey): string {
  return JSON.stringify([invoice, line, lineSeq]);
}
