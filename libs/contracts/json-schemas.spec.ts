import addFormats from 'ajv-formats';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_TYPES, type EventType } from './event-types';
import { envelopeJsonSchema, jsonSchemaOf } from './json-schemas';

const ajv = addFormats(new Ajv2020({ strict: true, strictRequired: false, keywords: ['x-personal', 'x-kind'] }));
const validators = new Map<string, ValidateFunction>(
  EVENT_TYPES.map((type) => [type, ajv.compile(jsonSchemaOf(type))]),
);

type Event = Readonly<Record<string, unknown>> & { readonly data: Readonly<Record<string, unknown>> };

function sampleOf(type: EventType): { full: Event; minimal: Event } {
  return JSON.parse(readFileSync(join(__dirname, 'samples', `${type}.v1.json`), 'utf8')) as {
    full: Event;
    minimal: Event;
  };
}
const fits = (type: EventType, event: unknown) => validators.get(type)?.(event);

it.each(EVENT_TYPES)('describes %s: both samples fit, other types and missing fields do not', (type) => {
  const { full, minimal } = sampleOf(type);
  expect(fits(type, full)).toBe(true);
  expect(fits(type, minimal)).toBe(true);
  expect(fits(type, { ...minimal, type: 'customer.teleported' })).toBe(false);
  expect(fits(type, { ...minimal, data: [] })).toBe(false);
  for (const field of Object.keys(minimal.data)) {
    const { [field]: _left, ...data } = minimal.data;
    expect({ field, fits: fits(type, { ...minimal, data }) }).toEqual({ field, fits: false });
  }
});

it('gives each schema an id of its own, with the version', () => {
  expect(jsonSchemaOf('invoice.paid')).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:partner-ledger:event:invoice.paid:v1',
  });
  expect(new Set(EVENT_TYPES.map((type) => jsonSchemaOf(type).$id)).size).toBe(EVENT_TYPES.length);
});

it('allows fields that it does not name', () => {
  const { full } = sampleOf('customer.activated');
  expect(fits('customer.activated', { ...full, traceparent: '00', data: { ...full.data, note: 'x' } })).toBe(true);
});

it.each([
  ['customer.activated', { customer: 'x'.repeat(129) }],
  ['customer.activated', { customer: '' }],
  ['partner.rate_set', { partner: 'p', rate: '20', by: 'x' }],
  ['payment.refunded', { refund: 'r', invoice: 'i', amount: 9007199254740992 }],
  ['payment.refunded', { refund: 'r', invoice: 'i', amount: -1 }],
  ['payment.refunded', { refund: 'r', invoice: 'i', amount: 1, lines: [{ line: 'l', amount: 1 }] }],
  ['payment.refunded', { refund: 'r', invoice: 'i', lines: [] }],
  ['payment.refunded', { refund: 'r', invoice: 'i' }],
  ['referral.submitted', { referral: 'r', partner: 'p', company: 'c' }],
  ['lead.matched', { referral: 'r', deal: 'd', customer: 'c', by: 'x' }],
  ['partner.payout_method_set', { partner: 'p', rail: 'stripe' }],
  ['period.closed', { period: '2026-13' }],
  ['partner.activity_locked', { partner: 'p', until: '2026-02-30', by: 'x' }],
  [
    'invoice.paid',
    {
      invoice: 'i',
      customer: 'c',
      currency: 'USD',
      lines: [{ line: 'l', kind: 'usage', amount: 1, periodStart: '2026-01-01' }],
    },
  ],
] as const)('refuses what the checks refuse: %s %j', (type, data) => {
  expect(fits(type, { ...sampleOf(type).minimal, data })).toBe(false);
});

it('describes the envelope alone, for any type', () => {
  const validate = ajv.compile(envelopeJsonSchema());
  const { full } = sampleOf('invoice.paid');
  expect(validate({ ...full, type: 'customer.teleported', data: {} })).toBe(true);
  expect(validate({ ...full, specversion: '0.3' })).toBe(false);
});
