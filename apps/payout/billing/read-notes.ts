import { z } from 'zod';
import { readName } from '@ledger/contracts/person-name';
import type { NotedConsent, NotedParty } from '@ledger/documents/billing/held-at';
import { readParty } from '@ledger/documents/billing/party';
import { parseDate } from '@ledger/kernel/calendar';
import { Problem } from '@ledger/service-kit/problems/problem';

const NOTE = {
  holdsFrom: z.string().refine((text) => parseDate(text) !== null, 'must be a day, YYYY-MM-DD'),
  by: z
    .string()
    .max(200)
    .transform((text, context) => {
      const read = readName(text);
      if (read.ok) return read.name;
      context.addIssue({ code: 'custom', message: read.why });
      return z.NEVER;
    }),
};

const PARTY = z.strictObject({
  ...NOTE,
  legalName: z.string(),
  street: z.string(),
  postcode: z.string(),
  town: z.string(),
  country: z.string(),
  vatId: z.string().nullish(),
  taxId: z.string().nullish(),
  isRegistered: z.boolean(),
});

const CONSENT = z.strictObject({ ...NOTE, agrees: z.boolean(), evidence: z.string().min(1).max(2_000) });

/** What a body notes of a party. Throws the problems `malformed-body` and `invalid-request`. */
export function readPartyNote(body: Buffer): Pick<NotedParty, 'party' | 'holdsFrom' | 'by'> {
  const { holdsFrom, by, ...typed } = shaped(PARTY, body);
  const read = readParty(typed);
  if (!read.ok) throw new Problem('invalid-request', `${read.faults.join('; ')}.`);
  return { party: read.party, holdsFrom, by };
}

/** What a body notes of a consent. Throws the problems `malformed-body` and `invalid-request`. */
export function readConsentNote(body: Buffer): Pick<NotedConsent, 'agrees' | 'evidence' | 'holdsFrom' | 'by'> {
  return shaped(CONSENT, body);
}

function shaped<T>(schema: z.ZodType<T>, body: Buffer): T {
  const read = schema.safeParse(jsonOf(body));
  if (read.success) return read.data;
  const errors = read.error.issues.map(({ path, message }) => ({ field: path.join('.'), detail: message }));
  const detail = errors.map(({ field, detail: each }) => (field === '' ? each : `${field}: ${each}`)).join('; ');
  throw new Problem('invalid-request', detail, { errors });
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Problem('malformed-body', 'The body is not JSON.');
  }
}
