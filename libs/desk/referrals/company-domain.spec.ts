import { companyDomain } from './company-domain';

it.each([
  ['ada@acme.example', 'acme.example'],
  [' Ada+sales@ACME.Example ', 'acme.example'],
  ['ada@mail.acme.example.', 'mail.acme.example'],
  ['ada@gmail.com', null],
  ['ada@GMX.de', null],
  ['ada@localhost', null],
  ['@acme.example', null],
  ['acme.example', null],
])('tells the company of %j by its domain: %s', (email, domain) => {
  expect(companyDomain(email)).toBe(domain);
});
