import { emailGiven, emailOfAccount, normalisedEmail } from './normalised-email';

it.each([
  ['  Ann@Example.ORG \n', 'ann@example.org'],
  ['ann+shop@example.org', 'ann@example.org'],
  ['ann+a+b@example.org', 'ann@example.org'],
  ['+ann@example.org', '+ann@example.org'],
  ['ann@example+x.org', 'ann@example+x.org'],
  ['ａｎｎ＋tag＠example.org', 'ann@example.org'],
  ['ju\u0308rgen@example.org', 'jürgen@example.org'],
  ['no address', 'no address'],
])('R-ATT-10: %j is compared as %j', (given, expected) => {
  expect(normalisedEmail(given)).toBe(expected);
});

it('R-ATT-10: a blank is no e-mail', () => {
  expect([emailGiven(undefined), emailGiven(' '), emailGiven(' A@b ')]).toEqual([null, null, 'a@b']);
});

it.each([
  ['Ann+pay@Example.org', 'ann@example.org'],
  [' ann＠example.org ', 'ann@example.org'],
  ['acct_123', null],
  ['a@b@c', null],
  ['a b@c', null],
  ['@c', null],
  ['a@', null],
])('R-ATT-11: the account %j is the e-mail %j', (account, expected) => {
  expect(emailOfAccount(account)).toBe(expected);
});
