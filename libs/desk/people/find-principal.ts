import type { DataSource, EntityManager } from 'typeorm';
import { isDeskTokenOf } from './desk-token';
import { Membership } from './membership.entity';
import { PartnerToken } from './partner-token.entity';
import { Person } from './person.entity';
import { PersonToken } from './person-token.entity';
import { StaffRoleOfPerson } from './staff-role.entity';

/** A person by one of its tokens, with all that it is. */
export interface FoundPerson {
  readonly token: PersonToken;
  readonly person: Person;
  readonly roles: readonly StaffRoleOfPerson[];
  readonly memberships: readonly Membership[];
}

/** The person to whom a token belongs, with its roles as they are now; null: it is no token of this ledger. */
export async function findPersonByToken(source: DataSource, id: string, text: string): Promise<FoundPerson | null> {
  const token = await source.getRepository(PersonToken).findOneBy({ id });
  if (token === null || !isDeskTokenOf(text, token.hash)) return null;
  const { person: of } = token;
  const [person, roles, memberships] = await Promise.all([
    source.getRepository(Person).findOneByOrFail({ id: of }),
    source.getRepository(StaffRoleOfPerson).find({ where: { person: of }, order: { program: 'ASC', role: 'ASC' } }),
    source.getRepository(Membership).find({ where: { person: of }, order: { program: 'ASC', partner: 'ASC' } }),
  ]);
  await noteUse(source.manager, 'person_tokens', token);
  return { token, person, roles, memberships };
}

/** A partner's token; null: it is no token of this ledger. */
export async function findPartnerToken(source: DataSource, id: string, text: string): Promise<PartnerToken | null> {
  const token = await source.getRepository(PartnerToken).findOneBy({ id });
  if (token === null || !isDeskTokenOf(text, token.hash)) return null;
  await noteUse(source.manager, 'partner_tokens', token);
  return token;
}

const NOTED_FOR_MS = 60_000;

/** When a token was last used, to the minute: not a write for each request. */
async function noteUse(
  manager: EntityManager,
  table: 'person_tokens' | 'partner_tokens',
  { id, lastUsedAt }: { readonly id: string; readonly lastUsedAt: Date | null },
): Promise<void> {
  const now = Date.now();
  if (lastUsedAt !== null && lastUsedAt.getTime() > now - NOTED_FOR_MS) return;
  await manager.query(`UPDATE desk.${table} SET last_used_at = $2 WHERE id = $1`, [id, new Date(now)]);
}
