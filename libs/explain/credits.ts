import { parseInstant, type Instant } from '@ledger/kernel/instant';
import type {
  AttributionChanged,
  Credit,
  CreditSpan,
  Introduction,
} from '@ledger/stages/attribution/attribution.decisions';
import { spanAt } from '@ledger/stages/attribution/credit-spans';
import { settle } from '@ledger/stages/attribution/settle';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { sentence, type Sentence } from './catalogue/catalogue';
import type { CustomerDossier, DecidedOn, ToldFact } from './dossier';
import type { Value } from './value';

/** What was decided of a customer's credits up to a fact; undefined: nothing. */
export function attributionAt(dossier: CustomerDossier | null, seq: number): DecidedOn<AttributionChanged> | undefined {
  return dossier?.changes.findLast(({ fact }) => fact.seq <= seq);
}

/** The credits that revenue of a time had, by what was decided up to a fact. */
export function creditsFor(dossier: CustomerDossier | null, earnedAt: Instant, seq: number): readonly Credit[] {
  const change = attributionAt(dossier, seq);
  return change === undefined ? [] : spanAt(change.decision.spans, earnedAt).credits;
}

/** Who was credited with revenue of a time and why: the claims that won and lost, or the override, with who and why. */
export function creditSentences(dossier: CustomerDossier | null, earnedAt: Instant, seq: number): Sentence[] {
  const change = attributionAt(dossier, seq);
  if (dossier === null || change === undefined) return [sentence('customer.credit.nobody')];
  const { decision } = change;
  const span = spanAt(decision.spans, earnedAt);
  return [
    ...span.credits.map(creditSentence),
    ...(span.credits.length === 0 ? [sentence('customer.credit.nobody')] : []),
    ...overrideSentences(dossier, span),
    ...claimSentences(decision, span, dossier.program, decision.settledAt ?? dossier.clock),
  ];
}

export function creditSentence({ partner, role, weight }: Credit): Sentence {
  const values = { partner, role: { word: role } };
  if (weight === null) return sentence('customer.credit', values, 'R-INF-01');
  return sentence('customer.credit.weight', { ...values, weight: { count: weight } });
}

/** The override that gave credits, with who decided it and why. */
function overrideSentences(dossier: CustomerDossier, { override }: CreditSpan): Sentence[] {
  if (override === null) return [];
  const fact = overridingFact(dossier, override);
  return fact === null ? [] : [overrideSentence(fact)];
}

export function overrideSentence(fact: ToldFact): Sentence {
  const { by, evidence, from } = fact.data;
  const since = typeof from === 'string' ? parseInstant(from) : null;
  const range =
    since === null ? sentence('customer.override.all') : sentence('customer.override.from', { at: { at: since } });
  const { id, source } = fact;
  const values = { at: { at: fact.time }, by: textOr(by), id, source, from: range, evidence: textOr(evidence) };
  return sentence('customer.override', values, since === null ? 'R-OVR-01' : 'R-OVR-08');
}

function overridingFact(dossier: CustomerDossier, { id, source }: { id: string; source: string }): ToldFact | null {
  return dossier.changes.find(({ fact }) => fact.id === id && fact.source === source)?.fact ?? null;
}

/** A text of an event; it need not have one. */
export function textOr(value: unknown): Value {
  return typeof value === 'string' && value !== '' ? value : { word: 'not known' };
}

/** The claims of a customer as they stood at a moment, each with its outcome, in the order of their times. */
function claimSentences(
  change: AttributionChanged,
  span: CreditSpan,
  program: ProgramTerms,
  moment: Instant,
): Sentence[] {
  return outcomes(change, span, program, moment).map(({ introduction, outcome }) =>
    claimSentence(introduction, outcome),
  );
}

type Outcome = 'won' | 'unused' | ReturnType<typeof settle>['lost'][number]['reason'];

/** What became of each claim and touchpoint. */
export function outcomes(
  { introductions, termsVersion }: AttributionChanged,
  { credits, override }: CreditSpan,
  program: ProgramTerms,
  moment: Instant,
): { readonly introduction: Introduction; readonly outcome: Outcome }[] {
  const terms = program.versions.find(({ version }) => version === termsVersion);
  if (terms === undefined) return [];
  const { lost } = settle(introductions, override === null ? null : credits, moment, terms);
  const left = [...lost];
  const credited = new Set(credits.map(({ partner }) => partner));
  return introductions.map((introduction) => {
    const { partner, claim, claimedAt } = introduction;
    const index = left.findIndex(
      (each) => each.partner === partner && each.claim === claim && each.claimedAt === claimedAt,
    );
    const [found] = index < 0 ? [] : left.splice(index, 1);
    if (found !== undefined) return { introduction, outcome: found.reason };
    return { introduction, outcome: partner !== null && credited.has(partner) ? 'won' : 'unused' };
  });
}

/** The rule by which a claim won, or was lost, for each way. */
const OUTCOME_RULES: Readonly<Record<Exclude<Outcome, 'unused'>, string>> = {
  won: 'R-ATT-01',
  later: 'R-ATT-01',
  lower_priority: 'R-COMP-02',
  expired: 'R-REG-03',
  overridden: 'R-OVR-01',
  protection_ended: 'R-PROT-03',
  after_direct_contact: 'R-INT-05',
  self_referral: 'R-ATT-06',
  after_settling: 'R-ATT-02',
  not_approved: 'R-CLAIM-11',
  unknown_code: 'R-CLAIM-07',
  window_passed: 'R-LOST-02',
};

export function claimSentence({ partner, claim, claimedAt, id, source }: Introduction, outcome: Outcome): Sentence {
  const who: Value = partner ?? { word: 'none' };
  const values = { at: { at: claimedAt }, claim: { word: `claim.${claim}` } as const, partner: who, id, source };
  if (outcome === 'won') return sentence('customer.claim.won', values, OUTCOME_RULES[outcome]);
  if (outcome === 'unused') return sentence('customer.claim.unused', values);
  return sentence('customer.claim.lost', { ...values, why: { word: `lost.${outcome}` } }, OUTCOME_RULES[outcome]);
}
