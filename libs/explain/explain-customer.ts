import type { Instant } from '@ledger/kernel/instant';
import { spanAt } from '@ledger/stages/attribution/credit-spans';
import type { CreditSpan } from '@ledger/stages/attribution/attribution.decisions';
import type { Account, Section } from './account';
import { sentence, type Sentence } from './catalogue/catalogue';
import { claimSentence, creditSentence, outcomes, overrideSentence } from './credits';
import type { CustomerDossier, ToldFact } from './dossier';

interface Moment {
  readonly at: Instant;
  readonly said: Sentence;
}

/** The claims of a customer on one time line, with its settling and what staff decided; null: nothing is recorded of it. */
export function explainCustomer(dossier: CustomerDossier): Account | null {
  const latest = dossier.changes.at(-1)?.decision;
  if (latest === undefined) return null;
  const { customer, program, clock } = dossier;
  const { settledAt, spans, termsVersion } = latest;
  const inForce = spanAt(spans, clock);
  const claims = outcomes(latest, inForce, program, settledAt ?? clock).map(({ introduction, outcome }): Moment => ({
    at: introduction.claimedAt,
    said: claimSentence(introduction, outcome),
  }));
  const settled: Moment[] =
    settledAt === null
      ? []
      : [{ at: settledAt, said: sentence('customer.settled', { at: { at: settledAt } }, 'R-ATT-05') }];
  const overrides = overridesOf(dossier).map((fact): Moment => ({ at: fact.time, said: overrideSentence(fact) }));
  const moments = [...claims, ...settled, ...overrides].sort((a, b) => a.at - b.at).map(({ said }) => said);
  const provisional = settledAt === null ? [sentence('customer.provisional', { at: { at: clock } }, 'R-ATT-08')] : [];
  return {
    of: 'customer',
    program: program.name,
    title: sentence('customer.about', { customer }),
    sections: [
      { title: sentence('customer.timeline'), sentences: [...moments, ...provisional] },
      ...spans.map(creditsOf),
      { title: null, sentences: [sentence('customer.terms', { version: { count: termsVersion } }, 'R-VER-13')] },
    ],
  };
}

/** The overrides that were ever in force, as they were told. */
function overridesOf({ changes }: CustomerDossier): readonly ToldFact[] {
  const named = new Set(
    changes.flatMap(({ decision }) =>
      decision.spans.flatMap(({ override }) => (override === null ? [] : [`${override.id} ${override.source}`])),
    ),
  );
  const facts = changes.map(({ fact }) => fact).filter(({ id, source }) => named.has(`${id} ${source}`));
  return [...new Map(facts.map((fact) => [fact.seq, fact])).values()];
}

function creditsOf({ fromAt, credits }: CreditSpan): Section {
  return {
    title:
      fromAt === null
        ? sentence('customer.credits')
        : sentence('customer.span.from', { at: { at: fromAt } }, 'R-OVR-08'),
    sentences: credits.length === 0 ? [sentence('customer.credit.nobody')] : credits.map(creditSentence),
  };
}
