import type { Account, Section } from './account';
import { sentence, type Sentence } from './catalogue/catalogue';
import type { InvoiceDossier } from './dossier';
import { eventValues, explainPosting } from './explain-posting';
import { invoicedLine } from './invoiced-line';
import { kindOf } from './terms-entry';
import { totalSentence } from './total-sentence';

/** Which line of an invoice and partner; `seq`: only that posting of it. */
export interface LineAsked {
  readonly line: string;
  readonly partner: string;
  readonly seq: number | null;
}

/**
 * How what is posted for a line of an invoice and a partner came about, posting by posting, up to what stands; null:
 * nothing is posted for them.
 */
export function explainLine(dossier: InvoiceDossier, { line, partner, seq }: LineAsked): Account | null {
  const all = dossier.postings.filter(({ decision }) => decision.line === line && decision.partner === partner);
  const asked = all.filter(({ decision }) => seq === null || decision.lineSeq === seq);
  const [first] = all;
  if (first === undefined || asked.length === 0) return null;
  const { customer, currency } = first.decision;
  const amounts = all.map(({ decision }) => decision.amountMinor);
  const stands: Section = { title: sentence('total.title'), sentences: [totalSentence(amounts, currency)] };
  const { invoice } = dossier;
  return {
    of: 'line',
    program: dossier.program.name,
    title: sentence('line.about', { partner, invoice, line, customer }),
    sections: [
      { title: null, sentences: aboutLine(dossier, line) },
      ...asked.map((posting, index) => explainPosting(dossier, posting, asked[index - 1])),
      ...(seq === null ? [stands] : []),
    ],
  };
}

/** The invoice line as it was told, and the event by which it counts. */
function aboutLine(dossier: InvoiceDossier, line: string): Sentence[] {
  const { earning, postings } = dossier;
  const rule = 'R-EARN-01';
  if (earning === null) {
    const earnedAt = postings[0]?.decision.earnedAt;
    return earnedAt === undefined ? [] : [sentence('line.earning.unknown', { at: { at: earnedAt } }, rule)];
  }
  const told = invoicedLine(earning, line);
  const counts = sentence('line.earning', eventValues(earning), rule);
  if (told === null) return [counts];
  const { amount, kind, interval, period } = told;
  const values = { kind: kindOf(kind, interval), amount };
  if (period === null) return [sentence('line.invoiced', values), counts];
  const dates = { from: { date: period.start }, until: { date: period.end } };
  return [sentence('line.invoiced.period', { ...values, ...dates }), counts];
}
