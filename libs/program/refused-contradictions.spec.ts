import { refusalsOf } from './testing/small-program';

const contradictions: [snippet: string, written: string, ...refusals: string[]][] = [
  [
    '    partner:\n      joins: [application]\n',
    '',
    '13: partners.approvalRequires: is checked at an approval, but no partner type joins by application',
  ],
  [
    'tiers: [silver]',
    'tiers: [bronze]',
    '54: attribution.salesContact.introducesNothing[0].tiers[0] is bronze: no such tier: write silver or gold',
  ],
  [
    '      tiers: [gold]\n      sharedBy: [gold]',
    '      tiers: [gold]\n      sharedBy: [platinum]',
    '48: attribution.competition[1].sharedBy[0] is platinum: no such tier: write silver or gold',
  ],
  [
    '      tiers: [gold]\n      sharedBy: [gold]',
    '      tiers: [gold]\n      sharedBy: [silver]',
    '48: attribution.competition[1].sharedBy[0] is silver: the stage takes only claims of gold',
  ],
  [
    '{ tier: gold, limit: 50 }',
    '{ tier: diamond, limit: 50 }',
    '43: attribution.claims.protections.tier is diamond: no such tier: write silver or gold',
  ],
  [
    '  silver:\n    rates:',
    '  silver:\n    requires: [onboarding]\n    rates:',
    '18: tiers.silver.requires: everyone starts as silver: use partners.approvalRequires instead',
  ],
  [
    '  silver:\n    rates:',
    '  silver:\n    jointCustomers: 2\n    rates:',
    '18: tiers.silver.jointCustomers is 2: everyone starts as silver: use partners.approvalRequires instead',
  ],
  [
    '{ atLeast: 10%, atMost: 15% }',
    '{ atLeast: 11%, atMost: 15% }',
    "21: tiers.silver.rates[0].negotiable: the range 11% to 15% does not contain the entry's own rate, 10%",
  ],
  [
    '{ atLeast: 10%, atMost: 15% }',
    '{ atLeast: 10%, atMost: 9% }',
    '21: tiers.silver.rates[0].negotiable.atMost is 9%: must not be below atLeast (10%)',
  ],
  [
    '        rate: 10%\n',
    '        interval: year\n        rate: 10%\n',
    '20: tiers.silver.rates[0].interval is year: only subscriptions have an interval, usage has none',
  ],
  [
    '        rate: 10%\n',
    '        partnerType: stranger\n        rate: 10%\n',
    '20: tiers.silver.rates[0].partnerType is stranger: no such partner type: write partner or friend',
  ],
  [
    '  gold:\n    requires: [co_marketing]\n    jointCustomers: 3\n    rates:\n',
    '  gold:\n    requires: [co_marketing]\n    jointCustomers: 3\n    rates:\n      - pays: [subscription]\n        rate: 21%\n        duration: lifetime\n',
    '34: tiers.gold.rates[1].pays[0] is subscription: never applies: entries before it cover every case; remove it or narrow those',
  ],
  [
    'bonus: { wins: 3, rate: 25% }',
    'bonus: { wins: 3, rate: 20% }',
    '36: earnings.bonus.rate is 20%: must be above the rate that it replaces (20%)',
  ],
  [
    'slots: 3, rate: 50%',
    'slots: 3, rate: 5%',
    '37: earnings.promotion.rate is 5%: must be above the rate that it replaces (10%)',
  ],
  [
    'hold:\n  clearingDays: 0\n',
    'hold:\n',
    '56: hold: clearingDays is missing: say after how many days gold clears (0: at once)',
  ],
  [
    '  gold:\n    requires',
    '  gold:\n    clearingDays: 5\n    requires',
    '58: hold.clearingDays is 0: never applies: entries before it cover every case; remove it or narrow those',
  ],
  [
    'holdAt: 2, terminateAt: 3',
    'holdAt: 3, terminateAt: 3',
    '58: hold.violations.terminateAt is 3: must be above holdAt (3)',
  ],
  [
    'validDays: 120, reregistrations: 1',
    'reregistrations: 1',
    '42: attribution.claims.registrations.reregistrations is 1: only an expired registration is renewed, and none expires: give validDays, or leave this out',
  ],
  [
    '    leads: true\n',
    '',
    '48: attribution.competition[2].claims[1] is lead: the program takes no such claims: write signup or registration or protection',
  ],
  [
    '    protections: { tier: gold, limit: 50 }\n',
    '',
    '44: attribution.competition[0].claims[0] is protection: the program takes no such claims: write signup or lead or registration',
    '51: attribution.salesContact.staysSourced[0].claim is protection: the program takes no such claims: write signup or lead or registration',
  ],
  [
    '    - claims: [signup, lead, registration]',
    '    - claims: [signup, lead]',
    '44: attribution.competition: no stage decides about a registration of silver: name it in one',
  ],
  [
    '    - claims: [signup, lead, registration]',
    '    - claims: [signup, registration]',
    '44: attribution.competition: no stage decides about a lead of silver: name it in one',
    '44: attribution.competition: no stage decides about a lead of gold: name it in one',
  ],
  [
    '    - claims: [signup, lead, registration]',
    '    - claims: [signup, lead, registration, protection]',
    '49: attribution.competition[2].claims[3] is protection: an earlier stage decides about every protection that could come here: remove it, or narrow that',
  ],
  [
    '      - { claim: protection }\n',
    '      - { claim: registration }\n',
    '52: attribution.salesContact.staysSourced[0]: introducesNothing says the opposite of the same claim',
  ],
  [
    '  influence: { share: 40%, touchpointWindowDays: 90 }\n',
    '',
    '50: attribution.salesContact: makes introductions influenced, but what those earn, attribution.influence, is missing',
  ],
  [
    '  influence: { share: 40%, touchpointWindowDays: 90 }\n',
    '  influence: { share: 40%, touchpointWindowDays: 90 }\n  links: {}\n',
    '56: attribution.links: says nothing: give home, targets or both',
  ],
  ['share: 40%', 'share: 0%', '55: attribution.influence.share is 0%: must be above 0%, or leave influence out'],
  [
    '  rails: [paypal, manual]\n',
    '  rails: [manual]\n',
    '13: partners.types.friend.minimumPayouts[0].rail is paypal: payout.rails does not offer it: write manual, or add it there',
    '65: payout.fees[0].rail is paypal: payout.rails does not offer it: write manual, or add it there',
  ],
  [
    'defaultRail: manual',
    'defaultRail: stripe',
    '61: payout.defaultRail is stripe: payout.rails does not offer it: write paypal or manual, or add it there',
  ],
  [
    '        - rail: paypal\n',
    '        - rail: stripe\n',
    '13: partners.types.friend.minimumPayouts[0].rail is stripe: payout.rails does not offer it: write paypal or manual, or add it there',
  ],
  [
    '    - rail: paypal\n      rate: 0.25%',
    '    - rail: stripe\n      rate: 0.25%',
    '65: payout.fees[0].rail is stripe: payout.rails does not offer it: write paypal or manual, or add it there',
  ],
  [
    '    - rail: paypal\n      rate: 0.25%',
    '    - rail: paypal\n      rate: 0%',
    '65: payout.fees[0]: charges nothing: give rate, fixedMinor or both',
  ],
  [
    '    - rail: paypal\n      rate: 0.25%',
    '    - rate: 0.25%\n    - rail: paypal\n      rate: 1%',
    '66: payout.fees[1]: never applies: entries before it cover every case; remove it or narrow those',
  ],
  ['  runs:\n    - every: month\n', '', '59: payout: no run pays a gold partner by paypal: add one to payout.runs'],
  [
    '  runs:\n    - every: month\n',
    '  runs:\n    - every: month\n      rail: paypal\n',
    '59: payout: no run pays a gold partner by manual: add one to payout.runs',
  ],
  [
    '  runs:\n    - every: month\n',
    '  runs:\n    - every: month\n    - every: quarter\n',
    '64: payout.runs[1]: never applies: entries before it cover every case; remove it or narrow those',
  ],
  [
    'amountsMinor: { EUR: 10000 }',
    'amountsMinor: {}',
    '14: partners.types.friend.minimumPayouts[0].amountsMinor: name at least one currency, such as { EUR: 20000 }',
  ],
  [
    '  claims:\n    signups: { clickWindowDays: 90 }\n    leads: true\n    registrations: { deadlineDays: 14, validDays: 120, reregistrations: 1 }\n    protections: { tier: gold, limit: 50 }\n  competition:',
    '  claims: {}\n  competition:',
    '39: attribution.claims: nobody could ever claim a customer: take at least one kind of claim',
    '41: attribution.competition[0].claims[0] is protection: an earlier stage decides about every protection that could come here: remove it, or narrow that',
    '42: attribution.competition[1].claims[0] is registration: an earlier stage decides about every registration that could come here: remove it, or narrow that',
    '45: attribution.competition[2].claims[0] is signup: an earlier stage decides about every signup that could come here: remove it, or narrow that',
    '45: attribution.competition[2].claims[1] is lead: an earlier stage decides about every lead that could come here: remove it, or narrow that',
    '45: attribution.competition[2].claims[2] is registration: an earlier stage decides about every registration that could come here: remove it, or narrow that',
  ],
  [
    '    partner:\n      joins: [application]\n    friend:\n      joins: [self-enrolment]\n      minimumPayouts:\n        - rail: paypal\n          amountsMinor: { EUR: 10000 }\n',
    '    {}\n',
    '7: partners.types: name at least one type of partner',
    '9: partners.approvalRequires: is checked at an approval, but no partner type joins by application',
  ],
  [
    'earnOn: collected',
    'earnOn: collected\n  clawback: { windowDays: 9, returns: all }\n  rates:\n    - pays: [usage]\n      rate: 1%\n      duration: lifetime\n    - pays: [usage]\n      rate: 2%\n      duration: lifetime',
    '41: earnings.rates[1].pays[0] is usage: never applies: entries before it cover every case; remove it or narrow those',
  ],
  [
    '    clearingDays: 30\n    clawback: { windowDays: 60, returns: all }\n    payoutRuns:\n      - every: day\n',
    '    clearingDays: 30\n    clawback: { windowDays: 60, returns: all }\n    payoutRuns:\n      - every: day\n      - every: month\n',
    '27: tiers.silver.payoutRuns[1]: never applies: entries before it cover every case; remove it or narrow those',
  ],
];

it.each(contradictions)('refuses a contradiction: instead of %j, %j', (snippet, written, ...refusals) => {
  expect(refusalsOf(snippet, written)).toEqual(refusals.map((refusal) => `base.yaml:${refusal}`));
});
