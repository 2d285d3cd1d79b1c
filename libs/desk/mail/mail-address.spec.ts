import { sameMailbox, whyNoAddress } from './mail-address';
import { mailLocaleOf } from './mail-templates';

describe('an address', () => {
  it.each(['ann@example.com', 'a.b+c@sub.example.co.uk', "o'neil@example.com", 'jörg@bücher.example'])(
    '%s is mailed to',
    (address) => expect(whyNoAddress(address)).toBeNull(),
  );

  it.each([
    '',
    'ann',
    'ann@',
    '@example.com',
    'ann@localhost',
    'ann@example.com, bob@example.com',
    'ann@example.com\r\nBcc: bob@example.com',
    'ann <ann@example.com>',
    'ann@exam\0ple.com',
    'a\u202Enn@example.com',
    'ann@[127.0.0.1]',
    'a@b@example.com',
    'ann@example.com.',
    `${'a'.repeat(250)}@example.com`,
  ])('%j is not', (address) => expect(whyNoAddress(address)).toEqual(expect.any(String)));

  it('is one mailbox however it is spelled', () => {
    expect(sameMailbox(' Ann@Example.COM ')).toBe('ann@example.com');
  });
});

describe('the language of a mail', () => {
  it.each([
    ['de', 'de'],
    ['de-AT,en;q=0.8', 'de'],
    ['fr-FR, de;q=0.5', 'de'],
    ['en-GB,de', 'en'],
    ['fr', 'en'],
    ['', 'en'],
    [null, 'en'],
  ] as const)('of %j is %s', (asked, expected) => expect(mailLocaleOf(asked)).toBe(expected));
});
