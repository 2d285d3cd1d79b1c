import { addPerson } from '@ledger/desk/people/add-person';
import { makeDeskToken } from '@ledger/desk/people/desk-token';
import { addMember } from '@ledger/desk/people/memberships';
import { Person } from '@ledger/desk/people/person.entity';
import { PersonToken } from '@ledger/desk/people/person-token.entity';
import { issuePersonToken } from '@ledger/desk/people/person-tokens';
import { PartnerToken } from '@ledger/desk/people/partner-token.entity';
import type { EntityManager } from 'typeorm';
import type { StartedService } from '@ledger/service-kit/testing/start-service';

/** The person and the token that the examples of the API name. */
const PERSON = 'per_4x0k2m9qz81ab3cd';
const TOKEN = 'plp_4f9Zk2mQ81xW';
const PARTNER_TOKEN = 'plk_4f9Zk2mQ81xW';

/**
 * Makes the people whom the examples of the API name, and an owner of their partner. Answers the owner's
 * `Authorization`.
 */
export async function peopleOfExamples({ api }: StartedService): Promise<string> {
  const { manager } = api;
  const anna = await addPerson(manager, { email: 'anna@example.com', name: 'Anna Alder', locale: 'de', by: 'test' });
  await manager.update(Person, { id: anna.id }, { id: PERSON });
  await issuePersonToken(manager, { person: PERSON, name: 'laptop', expiresAt: null, by: 'test' });
  await manager.update(PersonToken, { person: PERSON }, { id: TOKEN });
  await partnerTokenOfExamples(manager);
  const owner = await addPerson(manager, { email: 'olga@example.com', name: 'Olga', locale: null, by: 'test' });
  for (const person of [PERSON, owner.id]) {
    await addMember(manager, { program: 'plixo', partner: 'alder', person, role: 'owner' }, 'test');
  }
  const { text } = await issuePersonToken(manager, { person: owner.id, name: 'tests', expiresAt: null, by: 'test' });
  return `Bearer ${text}`;
}

async function partnerTokenOfExamples(manager: EntityManager): Promise<void> {
  const { hash } = makeDeskToken('plk');
  const token = {
    id: PARTNER_TOKEN,
    program: 'plixo',
    partner: 'alder',
    name: 'crm',
    scopes: ['leads:write' as const],
  };
  const times = { createdAt: new Date(), expiresAt: null, revokedAt: null };
  await manager.insert(PartnerToken, { ...token, ...times, hash, createdBy: PERSON });
}
