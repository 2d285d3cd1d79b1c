import type { z } from 'zod';
import { CHECKOUT_SCHEMAS } from './checkout-schemas';
import { CLAIM_SCHEMAS } from './claim-schemas';
import type { EventType } from './event-types';
import { PARTNER_SCHEMAS } from './partner-schemas';
import { PAYOUT_SCHEMAS } from './payout-schemas';
import { PROGRAM_SCHEMAS } from './program-schemas';
import { REVENUE_SCHEMAS } from './revenue-schemas';

/**
 * The schema of every type's `data`: the one description from which the types, the checks, the JSON Schemas,
 * the catalogue of events and the list of personal fields follow.
 */
export const DATA_SCHEMAS = {
  ...CHECKOUT_SCHEMAS,
  ...REVENUE_SCHEMAS,
  ...PARTNER_SCHEMAS,
  ...CLAIM_SCHEMAS,
  ...PROGRAM_SCHEMAS,
  ...PAYOUT_SCHEMAS,
} satisfies Record<EventType, z.ZodObject>;
