import type { ListedMail } from '@ledger/desk/mail/list-mails';
import { mailboxPage, mailPage } from './mailbox-pages';

const EVIL = '"><script>x</script>\u202E\r\n' + 'n'.repeat(10_000);

const mail: ListedMail = {
  id: '00000000-0000-4000-8000-000000000000',
  program: 'plixo',
  partner: null,
  template: 'statement-ready',
  about: EVIL,
  locale: 'en',
  address: `${EVIL}@example.com`,
  state: 'waiting',
  attempts: 0,
  queuedAt: new Date('2026-03-31T12:00:00Z'),
  nextAt: null,
  endedAt: null,
  reason: EVIL.slice(0, 200),
};

describe('the mailbox', () => {
  const rendered = { subject: EVIL, text: EVIL, html: EVIL };

  it('gives nothing in a mail any power over the page', () => {
    for (const page of [mailboxPage([{ mail, rendered }]), mailPage({ mail, rendered })]) {
      expect(page).not.toContain('<script');
      expect(page).toContain('&lt;script&gt;');
      expect(page.length).toBeLessThan(20_000);
    }
    expect(mailboxPage([{ mail, rendered }])).not.toContain('\u202E');
  });

  it('shows the HTML of a mail in a frame that runs no script', () => {
    expect(mailPage({ mail, rendered })).toMatch(/<iframe [^>]*sandbox="(?![^"]*(?:scripts|same-origin))[^"]*"/);
  });

  it('says where there is none, and where one is forgotten', () => {
    expect(mailboxPage([])).toContain('No mail yet.');
    expect(mailPage({ mail: { ...mail, address: null }, rendered: null })).toContain('not kept any more');
  });
});
