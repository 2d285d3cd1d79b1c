import { termsToJson, termsFromJson } from './describe-terms-canonical';
import { parseTerms } from './parse-terms';
import { SMALL_PROGRAM } from './testing/small-program';

function jsonOf(yaml: string) {
  const parsed = parseTerms(yaml, 'base.yaml');
  if (!parsed.ok) throw new Error('expected valid terms');
  return termsToJson(parsed.terms);
}

it('puts what stands side by side in the YAML into lists of which the first match applies', () => {
  const yaml = SMALL_PROGRAM.replace(
    'earnOn: collected',
    'earnOn: billed\n  clawback: { windowDays: 9, returns: pro-rata }',
  )
    .replace(
      'joins: [self-enrolment]',
      'joins: [self-enrolment, application]\n      rates: [{ pays: [outcome], rate: 7%, duration: first-payment }]\n' +
        '      payoutRuns: [{ every: quarter, rail: manual }]',
    )
    .replace('  runs:', '  minimums: [{ rail: manual, amountsMinor: { JPY: 5 } }]\n  runs:')
    .replace('rate: 0.25%', 'rate: 0.25%\n      fixedMinor: { USD: 25 }');
  expect(jsonOf(yaml)).toEqual(GOLDEN);
  expect(termsToJson(termsFromJson(GOLDEN))).toEqual(GOLDEN);
});

const RATE = { partnerType: null, interval: null, negotiable: null };
const SILVER = {
  ...RATE,
  tier: 'silver',
  rate: '0.1',
  negotiable: { atLeast: '0.1', atMost: '0.15' },
  duration: { type: 'months', months: 12, from: 'first-service' },
};

const GOLDEN = {
  program: 'base',
  version: 1,
  effectiveFrom: '2026-01-01T00:00:00.000Z',
  appliesTo: 'all',
  timeZone: 'UTC',
  partnerTypes: [
    { name: 'partner', application: true, selfEnrolment: false },
    { name: 'friend', application: true, selfEnrolment: true },
  ],
  approvalRequires: ['agreement'],
  tiers: [
    { name: 'silver', requires: [], jointCustomers: 0 },
    { name: 'gold', requires: ['co_marketing'], jointCustomers: 3 },
  ],
  earnOn: 'billed',
  requiresActivation: false,
  earnings: [
    { ...SILVER, kind: 'subscription' },
    { ...SILVER, kind: 'usage' },
    { ...RATE, tier: 'gold', kind: 'subscription', rate: '0.2', duration: { type: 'lifetime' } },
    { ...RATE, tier: null, partnerType: 'friend', kind: 'outcome', rate: '0.07', duration: { type: 'first-payment' } },
  ],
  clearing: [
    { tier: 'silver', clearingDays: 30 },
    { tier: null, clearingDays: 0 },
  ],
  clawbacks: [
    { tier: 'silver', windowDays: 60, returns: 'all' },
    { tier: null, windowDays: 9, returns: 'pro-rata' },
  ],
  trueUpTiers: [],
  bonus: { wins: 3, rate: '0.25' },
  promotion: { name: 'launch', slots: 3, rate: '0.5' },
  claims: {
    signups: { clickWindowDays: 90, graceMinutes: 0 },
    leads: true,
    registrations: { deadlineDays: 14, validDays: 120, reregistrations: 1, evidence: false },
    protections: { tier: 'gold', limit: 50 },
  },
  competition: [
    { claims: ['protection'], tiers: [], sharedBy: [] },
    { claims: ['registration'], tiers: ['gold'], sharedBy: ['gold'] },
    { claims: ['signup', 'lead', 'registration'], tiers: [], sharedBy: [] },
  ],
  salesContact: {
    staysSourced: [{ claim: 'protection', tiers: [] }],
    introducesNothing: [{ claim: 'registration', tiers: ['silver'] }],
  },
  influence: { share: '0.4', touchpointWindowDays: 90 },
  engagement: false,
  optOut: false,
  certification: null,
  violations: { holdAt: 2, terminateAt: 3 },
  activity: null,
  payout: {
    rails: ['paypal', 'manual'],
    defaultRail: 'manual',
    requiresTaxForm: false,
    requiresAcknowledgement: false,
    schedules: [
      { tier: 'silver', partnerType: null, rail: null, every: 'day' },
      { tier: null, partnerType: 'friend', rail: 'manual', every: 'quarter' },
      { tier: null, partnerType: null, rail: null, every: 'month' },
    ],
    minimums: [
      { partnerType: 'friend', rail: 'paypal', amountsMinor: { EUR: '10000' } },
      { partnerType: null, rail: 'manual', amountsMinor: { JPY: '5' } },
    ],
    fees: [{ rail: 'paypal', rate: '0.0025', fixedMinor: { USD: '25' }, onReturn: 'ours' }],
    approval: null,
    newMethodWaitDays: 0,
    withholding: null,
  },
};

const PRESENT = [
  ['hold:\n', 'hold:\n  requiresActivation: true\n', { requiresActivation: true }],
  ['hold:\n', 'hold:\n  certification: certified_analyst\n', { certification: 'certified_analyst' }],
  ['  gold:\n', '  gold:\n    trueUpAtQuarterEnd: true\n', { trueUpTiers: ['gold'] }],
  ['earnings:\n', 'earnings:\n  stopsWhenEngagementEnds: true\n', { engagement: true }],
  ['earnings:\n', 'earnings:\n  partnersMayOptOut: true\n', { optOut: true }],
  [
    'payout:\n',
    'payout:\n  requires: [tax-form]\n',
    { payout: { requiresTaxForm: true, requiresAcknowledgement: false } },
  ],
  [
    'payout:\n',
    'payout:\n  requires: [acknowledgement]\n',
    { payout: { requiresTaxForm: false, requiresAcknowledgement: true } },
  ],
  ['  defaultRail: manual\n', '', { payout: { defaultRail: null } }],
  [
    'reregistrations: 1 }',
    'evidenceRequired: true }',
    { claims: { registrations: { reregistrations: 0, evidence: true } } },
  ],
  [
    'signups: { clickWindowDays: 90 }',
    'signups: { clickWindowDays: 90, graceMinutes: 60 }',
    { claims: { signups: { clickWindowDays: 90, graceMinutes: 60 } } },
  ],
  ['payout:\n', 'payout:\n  approval: always\n', { payout: { approval: { aboveMinor: {} } } }],
  [
    'payout:\n',
    'payout:\n  approval: { above: { USD: 100000 } }\n',
    { payout: { approval: { aboveMinor: { USD: '100000' } } } },
  ],
  ['payout:\n', 'payout:\n  newMethodWaitDays: 3\n', { payout: { newMethodWaitDays: 3 } }],
  [
    'payout:\n',
    'payout:\n  withholding: { rate: 24%, when: tax-form-missing }\n',
    { payout: { withholding: { rate: '0.24', when: 'tax-form-missing' } } },
  ],
  ['rate: 0.25%', 'rate: 0.25%\n      onReturn: partner', { payout: { fees: [{ onReturn: 'partner' }] } }],
  ['timeZone: UTC', 'timeZone: Asia/Tokyo', { effectiveFrom: '2025-12-31T15:00:00.000Z' }],
  ['2026-01-01', '2026-01-01T12:30:00Z', { effectiveFrom: '2026-01-01T12:30:00.000Z' }],
] as const;

it.each(PRESENT)('reads %j written as %j', (snippet, written, terms) => {
  expect(jsonOf(SMALL_PROGRAM.replace(snippet, written))).toMatchObject(terms);
});
