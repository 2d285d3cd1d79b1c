import { MAIL_LOCALES, MAIL_TEMPLATES, type MailTemplate, type MailValues } from '../mail-templates';
import { placeholdersOf, readMailSource } from './mail-source';
import { mailSource, NO_OWN_MAILS } from './mail-sources';
import { renderMail } from './render-mail';
import { TEMPLATE_FIELDS } from './template-fields';
import type { KeptValues } from './written-values';

const EXAMPLES: { readonly [T in MailTemplate]: MailValues[T] } = {
  'email-verification': { name: 'Ann', path: '/verify/x', hours: 24 },
  'application-received': { name: 'Ann', path: '/status', trackingId: 'PLX-7K3M-Q2' },
  'application-info-requested': {
    name: 'Ann',
    path: '/draft',
    trackingId: 'PLX-7K3M-Q2',
    reason: 'Your W-9.\nAnd why?',
  },
  'application-approved': {
    name: 'Ann',
    path: '/begin',
    trackingId: 'PLX-7K3M-Q2',
    company: 'Ann Ltd',
    code: 'ANN',
    token: 'plp_x',
  },
  'application-rejected': { name: 'Ann', trackingId: 'PLX-7K3M-Q2', reason: 'No.' },
  'member-invited': { name: 'Ann', path: '/begin', company: 'Ann Ltd', token: 'plp_x' },
  'lead-received': { name: 'Ann', path: '/leads/1', lead: 'L-1', knownSince: '2026-03-31' },
  'conflict-opened': { name: 'Ann', path: '/c', conflict: 'c-1', customer: 'acme', answerBy: '2026-03-31T12:00:00Z' },
  'conflict-settled': { name: 'Ann', path: '/c', conflict: 'c-1', customer: 'acme', outcome: 'kept' },
  'registration-expiring': {
    name: 'Ann',
    path: '/r',
    registration: 'r-1',
    customer: 'acme',
    days: 14,
    expiresOn: '2026-03-31',
  },
  'terms-announced': {
    name: 'Ann',
    path: '/t',
    version: '2',
    effectiveFrom: '2026-04-01',
    changes: ['10 % become 12 %', 'a wait of 5 days'],
    acknowledge: true,
  },
  'acknowledgement-reminder': { name: 'Ann', path: '/t', version: '2', effectiveFrom: '2026-04-01' },
  'tax-form-expiring': { name: 'Ann', path: '/tax', form: 'W-9', expiresOn: '2026-12-31' },
  'statement-ready': { name: 'Ann', path: '/s', month: '2026-03' },
  'payout-sent': { name: 'Ann', path: '/p', payout: 'po-1', amountMinor: '125000', currency: 'EUR' },
};

const ALL = MAIL_TEMPLATES.flatMap((template) => MAIL_LOCALES.map((locale) => [template, locale] as const));
const AS = { program: 'plixo', baseUrl: 'https://partners.example' };

function rendered(template: MailTemplate, locale: 'en' | 'de', values: KeptValues) {
  return renderMail({ source: mailSource(NO_OWN_MAILS, 'plixo', template, locale), values, locale, ...AS });
}

describe.each(ALL)('%s in %s', (template, locale) => {
  const source = mailSource(NO_OWN_MAILS, 'plixo', template, locale);

  it('asks for what there is, and uses all of it', () => {
    expect([...placeholdersOf(source)].sort()).toEqual([...TEMPLATE_FIELDS[template]].sort());
  });

  it('is written whole, as text and as HTML', () => {
    const { subject, text, html } = rendered(template, locale, { ...EXAMPLES[template] });
    expect(subject).toContain('plixo');
    expect(subject + text).not.toMatch(/[{}]|undefined|null/);
    expect(text).toContain(locale === 'en' ? 'Hello Ann,' : 'Hallo Ann,');
    if ('path' in EXAMPLES[template]) expect(html).toMatch(/<a href="https:\/\/partners\.example\/[^"]+">/);
  });

  it('gives nothing that was typed any power', () => {
    const evil = '<script>x</script>"\'\r\nBcc: a@b.example\u202E\u2066\0' + 'ÄΩ'.repeat(5_000);
    const values = Object.fromEntries(
      Object.entries(EXAMPLES[template]).map(([name, value]) => [name, typeof value === 'string' ? evil : value]),
    );
    const { subject, text, html } = rendered(template, locale, values);
    expect(subject).not.toMatch(/[\r\n\0\u202E\u2066]/);
    expect(subject.length).toBeLessThanOrEqual(200);
    expect(html).not.toMatch(/<script|\u202E|\u2066|\0/);
    expect(text).not.toMatch(/[\0\r\u202E\u2066]/);
    expect(text.length + html.length).toBeLessThan(40_000);
  });
});

describe('a mail', () => {
  it('leaves out the paragraph of what is not there', () => {
    const { text } = rendered('application-approved', 'en', {
      ...EXAMPLES['application-approved'],
      code: null,
      token: null,
    });
    expect(text).not.toMatch(/code|token/);
    expect(rendered('statement-ready', 'en', { month: '2026-03', path: '/s' }).text).not.toContain('Hello');
  });

  it('writes days, months and amounts as its language does', () => {
    expect(rendered('payout-sent', 'de', { ...EXAMPLES['payout-sent'] }).text).toContain('1.250,00 EUR');
    expect(rendered('payout-sent', 'en', { ...EXAMPLES['payout-sent'] }).text).toContain('1,250.00 EUR');
    expect(rendered('statement-ready', 'de', { ...EXAMPLES['statement-ready'] }).subject).toContain('03/2026');
    expect(rendered('tax-form-expiring', 'de', { ...EXAMPLES['tax-form-expiring'] }).subject).toContain('31.12.2026');
  });

  it('says how a conflict ended, and what waits for an acknowledgement', () => {
    const lost = rendered('conflict-settled', 'en', { ...EXAMPLES['conflict-settled'], outcome: 'lost' }).text;
    expect(lost).toContain('The other claim goes first');
    expect(lost).not.toContain('Your claim holds');
    const values = { ...EXAMPLES['terms-announced'], acknowledge: false };
    expect(rendered('terms-announced', 'en', values).text).not.toContain('your payouts wait');
    expect(rendered('terms-announced', 'en', values).text).toContain('- 10 % become 12 %\n- a wait of 5 days');
  });

  it.each(['//evil.example/x', 'https://evil.example/', 'javascript:alert(1)', '/\\evil.example', ''])(
    'links to nowhere but the ledger: %j',
    (path) =>
      expect(rendered('statement-ready', 'en', { ...EXAMPLES['statement-ready'], path }).html).not.toContain('<a'),
  );
});

describe('a file with a mail', () => {
  it('is a subject and paragraphs', () => {
    expect(readMailSource('Subject: Hi {name}\r\n\r\nOne\ntwo.\n\n{path}\n')).toEqual({
      subject: 'Hi {name}',
      paragraphs: ['One\ntwo.', '{path}'],
    });
  });

  it.each(['', 'Hi\n\nText', 'Subject: Hi', 'Subject: \n\nText'])('is not: %j', (text) => {
    expect(readMailSource(text)).toBeNull();
  });
});
