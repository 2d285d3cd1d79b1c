import { readMailSettings } from './mail-settings';

const ALL = {
  LEDGER_MAIL_URL: 'smtps://me:secret@mail.example.com:465',
  LEDGER_MAIL_FROM: 'Partners <partners@ledger.example.com>',
  LEDGER_PUBLIC_URL: 'https://partners.example.com',
};

describe('the settings of mail', () => {
  it('name a server, whom mails are from, and where links lead', () => {
    expect(readMailSettings(ALL)).toEqual({
      server: { url: ALL.LEDGER_MAIL_URL, from: ALL.LEDGER_MAIL_FROM, domain: 'ledger.example.com' },
      publicUrl: ALL.LEDGER_PUBLIC_URL,
      templates: null,
    });
    expect(readMailSettings({})).toEqual({ server: null, publicUrl: null, templates: null });
  });

  it.each([
    [{ LEDGER_MAIL_FROM: undefined }, 'one of them is not set'],
    [{ LEDGER_PUBLIC_URL: undefined }, 'one of them is not set'],
    [{ LEDGER_MAIL_URL: 'http://mail.example.com' }, 'LEDGER_MAIL_URL must be an address such as smtps://'],
    [{ LEDGER_MAIL_URL: 'smtp://mail.example.com/?pool=true' }, 'LEDGER_MAIL_URL must be'],
    [{ LEDGER_MAIL_FROM: 'partners' }, 'LEDGER_MAIL_FROM must be'],
    [{ LEDGER_MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' }, 'LEDGER_MAIL_FROM must be'],
    [{ LEDGER_PUBLIC_URL: 'http://partners.example.com' }, 'LEDGER_PUBLIC_URL must be'],
  ])('are refused: %j', (change, message) => {
    const environment = Object.fromEntries(
      Object.entries({ ...ALL, ...change }).filter(([, value]) => value !== undefined),
    );
    expect(() => readMailSettings(environment)).toThrow(message);
  });
});
