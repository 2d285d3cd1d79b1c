import { getSchemaPath } from '@nestjs/swagger';
import { NoteConsentDto, NotePartyDto } from './billing.dto';

const NOTED = { holdsFrom: '2026-01-01', by: 'dana' };

/** How OpenAPI describes a body that notes a party. */
export const PARTY_NOTE = {
  'application/json': {
    schema: { $ref: getSchemaPath(NotePartyDto) },
    example: {
      ...NOTED,
      legalName: 'Oakhaven Studio SARL',
      street: '12 rue de la Paix',
      postcode: '75002',
      town: 'Paris',
      country: 'FR',
      vatId: 'FR40303265045',
      taxId: null,
      isRegistered: true,
    },
  },
};

/** How OpenAPI describes a body that notes a consent. */
export const CONSENT_NOTE = {
  'application/json': {
    schema: { $ref: getSchemaPath(NoteConsentDto) },
    example: { ...NOTED, agrees: true, evidence: 'agreement 77' },
  },
};
