import type { CommissionPosted, NothingPosted, UnpaidLine } from '@ledger/stages/commission/commission.decisions';
import type { Account, Section } from './account';
import { sentence, type Sentence } from './catalogue/catalogue';
import { computation } from './computation';
import { creditsFor } from './credits';
import type { DecidedOn, InvoiceDossier } from './dossier';
import { computedSentences, eventValues } from './explain-posting';
import { invoicedLine, invoicedLines } from './invoiced-line';
import { NOTHING_RULES } from './nothing-rules';
import { kindOf } from './terms-entry';
import { totalSentence } from './total-sentence';
import { winsBehind } from './wins';

/** Why each line of an invoice earned for whom, or earned nothing; null: nothing is recorded of the invoice. */
export function explainInvoice(dossier: InvoiceDossier): Account | null {
  const { invoice, earning, postings, unpaid, program } = dossier;
  const first = postings[0]?.decision ?? unpaid[0]?.decision;
  if (first === undefined && earning === null) return null;
  const customer = first?.customer ?? String(earning?.data['customer']);
  const counts = earning === null ? [] : [sentence('line.earning', eventValues(earning), 'R-EARN-01')];
  return {
    of: 'invoice',
    program: program.name,
    title: sentence('invoice.about', { invoice, customer }),
    sections: [{ title: null, sentences: counts }, ...linesOf(dossier).map((line) => explainOneLine(dossier, line))],
  };
}

/** Those of the event; where it is not in the log, those that something is recorded of. */
function linesOf({ earning, postings, unpaid }: InvoiceDossier): readonly string[] {
  const recorded = [
    ...postings.map(({ decision }) => decision.line),
    ...unpaid.flatMap(({ decision }) => decision.lines.map(({ line }) => line)),
  ];
  return [...new Set(earning === null ? recorded : [...invoicedLines(earning), ...recorded])];
}

function explainOneLine(dossier: InvoiceDossier, line: string): Section {
  const { earning, postings } = dossier;
  const posted = postings.filter(({ decision }) => decision.line === line);
  const partners = [...new Set(posted.map(({ decision }) => decision.partner))];
  const sentences = [
    ...partners.flatMap((partner) =>
      whatStands(
        dossier,
        posted.filter(({ decision }) => decision.partner === partner),
      ),
    ),
    ...latestUnpaid(dossier, line, new Set(partners)).flatMap((unpaid) => whyNothing(dossier, unpaid)),
  ];
  return {
    title: titleOf(earning === null ? null : invoicedLine(earning, line), line),
    sentences: sentences.length === 0 ? [sentence('invoice.not_recorded')] : sentences,
  };
}

function titleOf(told: ReturnType<typeof invoicedLine>, line: string): Sentence {
  if (told === null) return sentence('invoice.line.unknown', { line });
  const { kind, interval, amount } = told;
  return sentence('invoice.line', { line, kind: kindOf(kind, interval), amount });
}

/** How what stands for a partner was computed last, and the postings that add up to it. */
function whatStands(dossier: InvoiceDossier, postings: readonly DecidedOn<CommissionPosted>[]): Sentence[] {
  const last = postings.at(-1);
  if (last === undefined) return [];
  const { partner, currency } = last.decision;
  const amounts = postings.map(({ decision }) => decision.amountMinor);
  return [
    sentence('invoice.partner', { partner }),
    ...computedSentences(dossier, last).filter(({ say }) => say !== 'difference'),
    totalSentence(amounts, currency),
  ];
}

interface LatestUnpaid {
  readonly nothing: DecidedOn<NothingPosted>;
  readonly unpaid: UnpaidLine;
}

/** Why nothing is posted for those who have nothing of a line, as it was decided last. */
function latestUnpaid(dossier: InvoiceDossier, line: string, posted: ReadonlySet<string>): readonly LatestUnpaid[] {
  const latest = new Map<string | null, LatestUnpaid>();
  for (const nothing of dossier.unpaid) {
    const unpaid = nothing.decision.lines.find((each) => each.line === line);
    if (unpaid !== undefined) latest.set(nothing.decision.partner, { nothing, unpaid });
  }
  // Nobody was credited once, and somebody is now.
  if (latest.size > 1 || posted.size > 0) latest.delete(null);
  return [...latest.values()].filter(({ nothing: { decision } }) => !posted.has(decision.partner ?? ''));
}

function whyNothing(dossier: InvoiceDossier, { nothing, unpaid }: LatestUnpaid): Sentence[] {
  const { decision, fact } = nothing;
  const { partner, currency, termsVersion, earnedAt } = decision;
  const why = { word: `nothing.${unpaid.reason}` } as const;
  const rule = NOTHING_RULES[unpaid.reason];
  if (partner === null) return [sentence('invoice.nobody', { why }, rule)];
  const said = sentence('invoice.nothing', { partner, why }, rule);
  const { figures, baseMinor, rate } = unpaid;
  if (figures === undefined || baseMinor === undefined || rate === undefined) return [said];
  const credits = creditsFor(dossier.customer, earnedAt, fact.seq);
  const wins = winsBehind(dossier, { partner, earnedAt }, fact.seq);
  const { program } = dossier;
  const posted = { baseMinor, rate };
  return [said, ...computation({ program, partner, currency, termsVersion, figures, posted, credits, wins })];
}
