import type { Party } from '../billing/party';

/** A program's own data, in Germany. */
export const RECIPIENT: Party = {
  legalName: 'Plixo GmbH',
  street: 'Hafenstraße 4',
  postcode: '20457',
  town: 'Hamburg',
  country: 'DE',
  vatId: 'DE123456789',
  taxId: null,
  isRegistered: true,
};

/** A partner in France, registered for VAT. */
export const SUPPLIER: Party = {
  legalName: 'Zoë Größe SARL',
  street: '12 rue de la Paix',
  postcode: '75002',
  town: 'Paris',
  country: 'FR',
  vatId: 'FR40303265045',
  taxId: null,
  isRegistered: true,
};
