import { accountMatch, type AskedAccount, type KnownAccount } from './account-match';

const ACME: KnownAccount = { customers: ['cus-1'], emails: ['Ada+x@ACME.example'], companies: ['Acme Robotics, Inc.'] };

it.each<[string, AskedAccount, string | null]>([
  ['its customer', { customer: 'cus-1' }, 'customer'],
  ['an e-mail that was given, however it is written', { email: ' ada@acme.example' }, 'email'],
  ['an e-mail of the same domain', { email: 'bob@acme.example' }, 'domain'],
  ['its domain, as people write one', { domain: 'https://www.Acme.example/about' }, 'domain'],
  ['a domain that is called like the company', { domain: 'acme-robotics.example' }, 'company'],
  ['another customer', { customer: 'cus-2' }, null],
  ['another domain', { domain: 'acme.test' }, null],
  ['a domain that only ends alike', { domain: 'e' }, null],
  ['no domain at all', { domain: ' ' }, null],
])('an account is asked for by %s', (_by, asked, found) => expect(accountMatch(asked, ACME)).toBe(found));

it('is not found by a domain where everybody has an address', () => {
  const known = { customers: [], emails: ['ada@gmail.com'], companies: ['Gmail'] };
  expect(accountMatch({ domain: 'gmail.com' }, known)).toBeNull();
  expect(accountMatch({ email: 'bob@gmail.com' }, known)).toBeNull();
  expect(accountMatch({ email: 'ada@gmail.com' }, known)).toBe('email');
});

it('is found by a company that is written as its domain', () => {
  const known = { customers: [], emails: [], companies: ['www.acme.example'] };
  expect(accountMatch({ domain: 'acme.example' }, known)).toBe('company');
});
