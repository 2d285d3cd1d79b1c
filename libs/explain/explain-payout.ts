import { add, ZERO } from '@ledger/kernel/money';
import type { PayoutDecision, PayoutMade, PayoutProposed } from '@ledger/stages/payout/payout.decisions';
import type { Account, Section } from './account';
import { sentence, type Sentence } from './catalogue/catalogue';
import type { PaidLine, PayoutDossier } from './dossier';
import { payoutStep } from './payout-step';
import { payoutSums } from './payout-sums';

/** What a payout pays, its fee and what is withheld, and what became of it; null: there is no such payout. */
export function explainPayout(dossier: PayoutDossier): Account | null {
  const { payout, decisions, program } = dossier;
  const told = decisions.map(({ decision }) => decision).findLast(isTold);
  if (told === undefined) return null;
  const { partner, currency, rail } = told;
  return {
    of: 'payout',
    program: program.name,
    title: sentence('payout.about', { payout, partner, currency, rail }),
    sections: [
      { title: null, sentences: decisions.flatMap(payoutStep) },
      linesSection(dossier, told),
      { title: sentence('payout.sums'), sentences: payoutSums(told) },
    ],
  };
}

function isTold(decision: PayoutDecision): decision is PayoutMade | PayoutProposed {
  return decision.type === 'PayoutMade' || decision.type === 'PayoutProposed';
}

function linesSection({ lines }: PayoutDossier, told: PayoutMade | PayoutProposed): Section {
  const { currency, lineCount, grossMinor } = told;
  const title = sentence('payout.lines');
  if (lines.length === 0) {
    const values = { count: { count: lineCount }, gross: { minor: grossMinor, currency } };
    return { title, sentences: [sentence('payout.lines.proposed', values, 'R-RUN-03')] };
  }
  const amounts = lines.map(({ posted }) => posted?.amountMinor ?? ZERO);
  const sum = { sum: amounts.map((minor) => ({ minor, currency })) };
  const gross = { minor: amounts.reduce(add, ZERO), currency };
  return { title, sentences: [...lines.map(lineSentence), sentence('payout.lines.sum', { sum, gross }, 'R-RUN-03')] };
}

function lineSentence({ key, posted }: PaidLine): Sentence {
  const { invoice, line, lineSeq } = key;
  const seq = { count: lineSeq };
  if (posted === null) return sentence('payout.line.unknown', { line, seq });
  const reason = { word: `reason.${posted.reason}` } as const;
  const values = { line, seq, reason, amount: { minor: posted.amountMinor, currency: posted.currency } };
  return invoice === null ? sentence('payout.line.own', values) : sentence('payout.line', { ...values, invoice });
}
