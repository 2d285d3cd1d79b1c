import { normalisedEmail } from '@ledger/stages/facts/normalised-email';

/** An account that sales asks for: by one of these. */
export type AskedAccount = { readonly customer: string } | { readonly email: string } | { readonly domain: string };

/** What is known of an account that a partner registered or protected. */
export interface KnownAccount {
  readonly customers: readonly string[];
  readonly emails: readonly string[];
  readonly companies: readonly string[];
}

/** By what an account was found, the surest first. */
export const ACCOUNT_MATCHES = ['customer', 'email', 'domain', 'company'] as const;
export type AccountMatch = (typeof ACCOUNT_MATCHES)[number];

/** Whoever has an address there may be anybody. */
const FOR_EVERYBODY: ReadonlySet<string> = new Set([
  ...['gmail.com', 'googlemail.com', 'outlook.com', 'hotmail.com', 'live.com', 'yahoo.com', 'icloud.com', 'me.com'],
  ...['aol.com', 'proton.me', 'protonmail.com', 'gmx.de', 'gmx.net', 'web.de', 't-online.de', 'mail.com', 'zoho.com'],
]);
/** What companies are, which says nothing of which one it is. */
const LEGAL_FORMS: ReadonlySet<string> = new Set([
  ...[
    'inc',
    'incorporated',
    'llc',
    'ltd',
    'limited',
    'corp',
    'corporation',
    'co',
    'company',
    'plc',
    'gmbh',
    'ag',
    'kg',
  ],
  ...['ug', 'se', 'sa', 'sas', 'sarl', 'srl', 'bv', 'nv', 'oy', 'ab', 'as', 'pty', 'the'],
]);

/**
 * By what a known account is the one that is asked for; null: by nothing. A domain also finds a company that is called
 * like it (`acme.com`, Acme Inc.): sales has to look, and a person decides.
 */
export function accountMatch(asked: AskedAccount, known: KnownAccount): AccountMatch | null {
  if ('customer' in asked) return known.customers.includes(asked.customer) ? 'customer' : null;
  if ('email' in asked) {
    const email = normalisedEmail(asked.email);
    if (known.emails.some((other) => normalisedEmail(other) === email)) return 'email';
    return byDomain(domainOf(asked.email), known);
  }
  return byDomain(normalisedDomain(asked.domain), known);
}

function byDomain(domain: string, { emails, companies }: KnownAccount): AccountMatch | null {
  if (domain === '' || FOR_EVERYBODY.has(domain)) return null;
  if (emails.some((email) => isWithin(domainOf(email), domain))) return 'domain';
  const [label = ''] = domain.split('.');
  const name = wordsOf(label).join('');
  const isCalledSo = companies.some(
    (company) => isWithin(normalisedDomain(company), domain) || (name !== '' && wordsOf(company).join('') === name),
  );
  return isCalledSo ? 'company' : null;
}

function isWithin(domain: string, of: string): boolean {
  return domain === of || domain.endsWith(`.${of}`);
}

function domainOf(email: string): string {
  return normalisedDomain(email.slice(email.lastIndexOf('@') + 1));
}

function normalisedDomain(text: string): string {
  const bare = text.normalize('NFKC').trim().toLowerCase();
  return bare
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/:?#].*$/, '')
    .replace(/\.$/, '');
}

function wordsOf(text: string): string[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return words.filter((word) => word !== '' && !LEGAL_FORMS.has(word));
}
