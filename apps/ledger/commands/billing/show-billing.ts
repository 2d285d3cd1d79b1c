import { BillingDesk } from '@ledger/documents/billing/billing-desk';
import type { NotedConsent, NotedParty } from '@ledger/documents/billing/held-at';
import { queryOfPool } from '@ledger/documents/issued/query';
import { textTable } from '@ledger/documents/text-table';
import { say } from '@ledger/hosting/process/print';
import { withProgram } from '../with-program';
import { refuseUnknownPartner } from '../refuse-unknown-partner';

export interface ShowBillingFlags {
  readonly data: string;
  readonly program: string;
  readonly partner?: string;
  readonly format: 'table' | 'json';
}

/** Shows all that was noted, in the order in which it was. */
export async function showBilling({ data, program, partner, format }: ShowBillingFlags): Promise<void> {
  await withProgram(data, program, async (ledger) => {
    if (partner !== undefined) await refuseUnknownPartner(ledger, program, partner);
    const desk = new BillingDesk(queryOfPool(ledger.pool));
    const parties = await desk.parties(program, partner ?? null);
    const consents = partner === undefined ? [] : await desk.consents(program, partner);
    if (format === 'json')
      return say(JSON.stringify({ program, partner: partner ?? null, parties, consents }, null, 2));
    if (parties.length === 0) say(`who ${partner ?? program} is on documents was not noted`);
    else say(textTable(PARTY_HEAD, parties.map(partyCells)));
    if (consents.length > 0) say(textTable(CONSENT_HEAD, consents.map(consentCells)));
    else if (partner !== undefined) say(`whether ${partner} agrees to self-billing was not noted`);
  });
}

const PARTY_HEAD = ['from', 'legal name', 'address', 'country', 'VAT id', 'tax id', 'registered', 'noted by', 'on'];
const CONSENT_HEAD = ['from', 'self-billing', 'evidence', 'noted by', 'on'];

function partyCells({ holdsFrom, party, by, notedAt }: NotedParty): string[] {
  const { legalName, street, postcode, town, country, vatId, taxId, isRegistered } = party;
  const address = `${street}, ${postcode} ${town}`;
  const registered = isRegistered ? 'yes' : 'no';
  return [holdsFrom, legalName, address, country, vatId ?? '', taxId ?? '', registered, by, dayOf(notedAt)];
}

function consentCells({ holdsFrom, agrees, evidence, by, notedAt }: NotedConsent): string[] {
  return [holdsFrom, agrees ? 'agrees' : 'no longer agrees', evidence, by, dayOf(notedAt)];
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
