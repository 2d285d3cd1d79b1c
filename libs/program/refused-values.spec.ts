import { parseTerms } from './parse-terms';
import { refusalsOf, SMALL_PROGRAM } from './testing/small-program';

const NO_WEB_ADDRESS =
  'write an address such as https://www.example.com/start, with its host in lower case and nothing after its path (http: for localhost and 127.0.0.1 only)';
const withHome = (home: string): [snippet: string, written: string, ...refusals: string[]] => [
  '  influence: { share: 40%, touchpointWindowDays: 90 }\n',
  `  influence: { share: 40%, touchpointWindowDays: 90 }\n  links: { home: '${home}' }\n`,
  `56: attribution.links.home is ${home}: ${NO_WEB_ADDRESS}`,
];

const values: [snippet: string, written: string, ...refusals: string[]][] = [
  withHome('http://www.example.com/'),
  withHome('//www.example.com/'),
  withHome('javascript:alert(1)'),
  withHome('https://user@www.example.com/'),
  withHome('https://www.example.com/a/../b'),
  withHome('https://www.example.com/?a=b'),
  [
    'rate: 10%\n',
    'rate: 20\n',
    '20: tiers.silver.rates[0].rate is 20: a rate is written as a percentage between 0% and 100%; did you mean 20%?',
  ],
  [
    'rate: 10%\n',
    'rate: 0.2\n',
    '20: tiers.silver.rates[0].rate is 0.2: a rate is written as a percentage between 0% and 100%; did you mean 20%?',
  ],
  [
    'rate: 10%\n',
    "rate: '0.20'\n",
    '20: tiers.silver.rates[0].rate is 0.20: a rate is written as a percentage between 0% and 100%; did you mean 20%?',
  ],
  [
    'rate: 10%\n',
    'rate: 120%\n',
    '20: tiers.silver.rates[0].rate is 120%: a rate is a percentage between 0% and 100%, such as 20%',
  ],
  [
    'rate: 10%\n',
    'rate: ten\n',
    '20: tiers.silver.rates[0].rate is ten: a rate is a percentage between 0% and 100%, such as 20%',
  ],
  [
    'rate: 10%\n',
    'rate: -5%\n',
    '20: tiers.silver.rates[0].rate is -5%: a rate is a percentage between 0% and 100%, such as 20%',
  ],
  [
    '        rate: 10%\n',
    '',
    '19: tiers.silver.rates[0].rate: is missing: a rate is a percentage between 0% and 100%, such as 20%',
  ],
  [
    'duration: lifetime',
    'duration: forever',
    '33: tiers.gold.rates[0].duration is forever: write lifetime, first-payment, or { months: 12, from: first-service } (or from: first-earning)',
  ],
  [
    '{ months: 12, from: first-service }',
    '{ months: 0, from: first-service }',
    '22: tiers.silver.rates[0].duration.months is 0: write a whole number of months between 1 and 1200',
  ],
  [
    '{ months: 12, from: first-service }',
    '{ months: 12 }',
    '22: tiers.silver.rates[0].duration.from: is missing: write first-service or first-earning',
  ],
  [
    '{ months: 12, from: first-service }',
    '{ months: 12, form: first-service, from: first-earning }',
    '22: tiers.silver.rates[0].duration.form is first-service: there is no such key here; did you mean from?',
  ],
  [
    'timeZone: UTC',
    'timeZone: Europe/Atlantis',
    '5: timeZone is Europe/Atlantis: write an IANA time zone, such as UTC or Europe/Berlin',
  ],
  [
    'timeZone: UTC',
    "timeZone: '+09:00'",
    '5: timeZone is +09:00: write an IANA time zone, such as UTC or Europe/Berlin',
  ],
  [
    'effectiveFrom: 2026-01-01',
    'effectiveFrom: 2026-02-30',
    '3: effectiveFrom is 2026-02-30: write a day, such as 2026-01-01, or a time in UTC, such as 2026-01-01T00:00:00Z',
  ],
  [
    'effectiveFrom: 2026-01-01',
    'effectiveFrom: 1 January 2026',
    '3: effectiveFrom is 1 January 2026: write a day, such as 2026-01-01, or a time in UTC, such as 2026-01-01T00:00:00Z',
  ],
  ['appliesTo: all', 'appliesTo: everyone', '4: appliesTo is everyone: write all, new-partners or new-customers'],
  [
    'program: base',
    'program: my program',
    '1: program is my program: write a name of letters, digits, dots, dashes and underscores, at most 64 of them',
  ],
  ['version: 1', 'version: 0', '2: version is 0: write a whole number between 1 and 1000000'],
  ['version: 1', 'version: 1.5', '2: version is 1.5: write a whole number between 1 and 1000000'],
  ['leads: true', 'leads: yes', '41: attribution.claims.leads is yes: write true or false'],
  ['slots: 3', 'slots: 0', '37: earnings.promotion.slots is 0: write a whole number of slots between 1 and 1000000'],
  [
    '{ EUR: 10000 }',
    '{ EUR: 100.50 }',
    '14: partners.types.friend.minimumPayouts[0].amountsMinor.EUR is 100.5: write a whole amount above 0 in minor units (20000 for 200.00 EUR); leave a currency without an amount out',
  ],
  [
    '{ EUR: 10000 }',
    '{ EUR: 0 }',
    '14: partners.types.friend.minimumPayouts[0].amountsMinor.EUR is 0: write a whole amount above 0 in minor units (20000 for 200.00 EUR); leave a currency without an amount out',
  ],
  [
    '{ EUR: 10000 }',
    '{ eur: 10000 }',
    '14: partners.types.friend.minimumPayouts[0].amountsMinor.eur is 10000: a currency is three capital letters, such as EUR',
  ],
  [
    '{ EUR: 10000 }',
    '{ EUR: 9007199254740992 }',
    '14: partners.types.friend.minimumPayouts[0].amountsMinor.EUR is 9007199254740992: write a whole amount above 0 in minor units (20000 for 200.00 EUR); leave a currency without an amount out',
  ],
  [
    'pays: [subscription, usage]',
    'pays: [subscription, tax]',
    '19: tiers.silver.rates[0].pays[1] is tax: write subscription, usage, platform_fee, overage, outcome, services or other',
  ],
  [
    'pays: [subscription, usage]',
    'pays: [usage, usage]',
    '19: tiers.silver.rates[0].pays[1] is usage: usage is listed twice',
  ],
  ['pays: [subscription, usage]', 'pays: []', '19: tiers.silver.rates[0].pays: write at least one entry'],
  [
    'pays: [subscription, usage]',
    'pays: subscription',
    '19: tiers.silver.rates[0].pays is subscription: write a list of entries',
  ],
  ['joins: [self-enrolment]', 'joins: []', '11: partners.types.friend.joins: write at least one entry'],
  [
    '[agreement]',
    '[agreemnt]',
    '15: partners.approvalRequires[0] is agreemnt: write agreement, onboarding, integration_live, co_marketing, dedicated_contact, quarterly_review or certified_analyst',
  ],
  [
    '    friend:',
    '    my friend:',
    '10: partners.types.my friend: a name has letters, digits, dots, dashes and underscores',
  ],
  [
    'hold:\n  clearingDays: 0\n',
    'hold:\n  clearingdays: 0\n',
    '57: hold.clearingdays is 0: there is no such key here; did you mean clearingDays?',
  ],
  ['  bonus: {', '  bonsu: {', '36: earnings.bonsu: there is no such key here; did you mean bonus?'],
  [
    'earnings:\n',
    'earnings:\n  colour: blue\n',
    '35: earnings.colour is blue: there is no such key here; known here: earnOn, rates, bonus, promotion, clawback, stopsWhenEngagementEnds, partnersMayOptOut',
  ],
  [
    'hold:\n  clearingDays: 0\n  violations: { holdAt: 2, terminateAt: 3 }\n',
    '',
    '1: hold: is missing: give a group of keys with their values',
  ],
  [
    'hold:\n  clearingDays: 0\n  violations: { holdAt: 2, terminateAt: 3 }\n',
    'hold: 0\n',
    '56: hold is 0: write a group of keys with their values',
  ],
  [
    'clearingDays: 30',
    'clearingDays: -1',
    '23: tiers.silver.clearingDays is -1: write a whole number of days between 0 and 36500',
  ],
  ['version: 1\n', 'version: 1\nversion: 2\n', '3: is not YAML: Map keys must be unique'],
  ['version: 1\n', 'version: 1\n  oops: [\n', '2: is not YAML: Nested mappings are not allowed in compact mappings'],
  ['defaultRail: manual', 'defaultRail: *rail', '61: *rail is an alias: write the value itself out here'],
  // Several on one line are one message.
  ['defaultRail: manual', 'defaultRail: [*r, *r]', '61: *r is an alias: write the value itself out here'],
  [
    'version: 1\n',
    'version: 1\n---\nversion: 2\n',
    '3: begins another document (---): write one file for each version',
  ],
];

it('reads the small program as it stands', () => {
  expect(parseTerms(SMALL_PROGRAM, 'base.yaml')).toMatchObject({ ok: true, terms: { program: 'base' } });
});

it.each(values)('refuses a value: instead of %j, %j', (snippet, written, ...refusals) => {
  expect(refusalsOf(snippet, written)).toEqual(refusals.map((refusal) => `base.yaml:${refusal}`));
});
