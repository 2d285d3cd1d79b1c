import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderEventCatalogue } from './event-catalogue';
import { EVENT_TYPES } from './event-types';

const catalogue = renderEventCatalogue((type) => {
  const file = join(__dirname, 'samples', `${type}.v1.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { full: unknown }).full;
});
const sectionOf = (type: string) =>
  catalogue.split(/^### /m).find((section) => section.startsWith(`\`${type}\``)) ?? '';

/** The sections of a page without what a formatter may change: white space and the widths of tables. */
const wordsOf = (page: string) => page.split(/^### /m).map((section) => section.replace(/-{3,}|[\s|]/g, ''));

it('is what docs/events.md says, word by word (else: npm run docs:events)', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'events.md'), 'utf8');
  expect(wordsOf(page)).toEqual(wordsOf(catalogue));
});

it('has a section with sentence, example and rejections for every type', () => {
  for (const type of EVENT_TYPES) {
    expect(sectionOf(type)).toMatch(/^`[a-z_.]+`\n\n[A-Z].+\.\n/);
    expect(sectionOf(type)).toMatch(/ejected (only for the general reasons|as `.+`)\./);
    expect(sectionOf(type)).toContain(`"type": "${type}"`);
  }
});

it('tells fields of lists, what is required and what is personal', () => {
  expect(sectionOf('invoice.paid')).toContain(
    '| `lines[].amount` | signed amount | yes | After discounts, without tax, in minor units; negative: a credit within the invoice |',
  );
  expect(sectionOf('invoice.paid')).toContain('| `lines[].interval` | `month`, `year` |  |');
  expect(sectionOf('customer.signed_up')).toContain('| `name` | text |  | Who signed up _(personal)_ |');
  expect(sectionOf('clock.advanced')).toContain('no fields of its own');
});

it('tells which fields go together', () => {
  expect(sectionOf('payment.refunded')).toContain('Exactly one of `amount`, `lines`.');
  expect(sectionOf('referral.submitted')).toContain('At least one of `customer`, `email`.');
});
