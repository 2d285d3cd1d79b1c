import { parseTerms } from '../parse-terms';
import { formatTermsError } from '../terms-error';

/** A small program that has everything that the specs of refusals turn into a mistake. */
export const SMALL_PROGRAM = `program: base
version: 1
effectiveFrom: 2026-01-01
appliesTo: all
timeZone: UTC
partners:
  types:
    partner:
      joins: [application]
    friend:
      joins: [self-enrolment]
      minimumPayouts:
        - rail: paypal
          amountsMinor: { EUR: 10000 }
  approvalRequires: [agreement]
tiers:
  silver:
    rates:
      - pays: [subscription, usage]
        rate: 10%
        negotiable: { atLeast: 10%, atMost: 15% }
        duration: { months: 12, from: first-service }
    clearingDays: 30
    clawback: { windowDays: 60, returns: all }
    payoutRuns:
      - every: day
  gold:
    requires: [co_marketing]
    jointCustomers: 3
    rates:
      - pays: [subscription]
        rate: 20%
        duration: lifetime
earnings:
  earnOn: collected
  bonus: { wins: 3, rate: 25% }
  promotion: { name: launch, slots: 3, rate: 50% }
attribution:
  claims:
    signups: { clickWindowDays: 90 }
    leads: true
    registrations: { deadlineDays: 14, validDays: 120, reregistrations: 1 }
    protections: { tier: gold, limit: 50 }
  competition:
    - claims: [protection]
    - claims: [registration]
      tiers: [gold]
      sharedBy: [gold]
    - claims: [signup, lead, registration]
  salesContact:
    staysSourced:
      - { claim: protection }
    introducesNothing:
      - { claim: registration, tiers: [silver] }
  influence: { share: 40%, touchpointWindowDays: 90 }
hold:
  clearingDays: 0
  violations: { holdAt: 2, terminateAt: 3 }
payout:
  rails: [paypal, manual]
  defaultRail: manual
  runs:
    - every: month
  fees:
    - rail: paypal
      rate: 0.25%
`;

/** What is said when one snippet of the small program, which it has once, is written differently. */
export function refusalsOf(snippet: string, written: string): string[] {
  if (SMALL_PROGRAM.split(snippet).length !== 2) throw new Error(`not once in the small program: ${snippet}`);
  const parsed = parseTerms(SMALL_PROGRAM.replace(snippet, written), 'base.yaml');
  return parsed.ok ? [] : parsed.errors.map(formatTermsError);
}
