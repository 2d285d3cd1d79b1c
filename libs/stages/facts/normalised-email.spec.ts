import { normalisedEmail } from './normalised-email';

it('R-ATT-06: e-mails are compared trimmed and in any case', () => {
  expect(normalisedEmail('  Ann@Example.ORG \n')).toBe('ann@example.org');
});
