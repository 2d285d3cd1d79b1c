import { emailOfAccount, normalisedEmail } from '@ledger/stages/facts/normalised-email';
import { PersonalDataConcealer } from './conceal-personal-data';

const concealer = new PersonalDataConcealer(Buffer.alloc(32, 7));

function concealed(type: 'partner.applied' | 'partner.payout_method_set', data: Record<string, unknown>) {
  const { event, values } = concealer.concealEvent({ id: 'e', data: { partner: 'p', ...data } }, type);
  return { data: event['data'] as Record<string, string>, values };
}
const emailOf = (email: string) => concealed('partner.applied', { type: 'partner', email }).data['email'] ?? '';
const accountOf = (account: string) =>
  concealed('partner.payout_method_set', { rail: 'paypal', account }).data['account'] ?? '';

it('gives spellings of one address one normal form, as an e-mail and as a payout account', () => {
  const plain = emailOf('pat@example.org');
  const same = [' Pat@Example.ORG', 'pat+shop@example.org', 'pat＠example.org'];
  expect(same.map((email) => normalisedEmail(emailOf(email)))).toEqual([plain, plain, plain]);
  expect(['pat@example.org', ...same].map((account) => emailOfAccount(accountOf(account)))).toEqual(
    Array<string>(4).fill(plain),
  );
  expect(plain).toMatch(/^[0-9a-f]{32}@pseudonym\.invalid$/);
});

it('tells the spellings apart, so that each can be put back as it was given', () => {
  const spellings = ['pat@example.org', 'pat+shop@example.org', 'pat+home@example.org', 'PAT@example.org'];
  expect(new Set(spellings.map(accountOf)).size).toBe(4);
  expect(emailOf('pat+shop@example.org')).not.toBe(emailOf('pat+home@example.org'));
});

it('leaves an account that is no address a pseudonym that is none', () => {
  expect(accountOf('acct_1R2s3T')).toMatch(/^account-/);
  expect(emailOfAccount(accountOf('two @ blanks'))).toBeNull();
});

it('keeps the answers of a form an object', () => {
  const { data, values } = concealed('partner.applied', { type: 'partner', answers: { phone: '+1 555' } });
  expect(data['answers']).toEqual({ pseudonym: values[0]?.ref });
  expect(values).toEqual([{ ref: values[0]?.ref, kind: 'answers', value: '{"phone":"+1 555"}' }]);
});
