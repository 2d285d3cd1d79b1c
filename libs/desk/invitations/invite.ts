import type { EntityManager } from 'typeorm';
import { addPerson } from '../people/add-person';
import { addMember } from '../people/memberships';
import { issuePersonToken } from '../people/person-tokens';
import { isSecretOf, makeSecret, randomId } from './desk-secret';
import { Invitation } from './invitation.entity';

const HOLDS_MS = 14 * 86_400_000;

/** Who is invited to be the owner of which partner. */
export interface Invited {
  readonly program: string;
  readonly partner: string;
  readonly email: string;
  readonly name: string | null;
  readonly locale: string;
  /** The principal who let it in. */
  readonly by: string;
}

/** What came of redeeming an invitation. */
export type Redeemed =
  | { readonly state: 'unknown' | 'used' | 'expired' }
  | { readonly state: 'in'; readonly person: string; readonly token: string; readonly invitation: Invitation };

/** Makes the first person of a partner its owner, and answers a link that lets it in once: `/invitation#…`. */
export async function invite(manager: EntityManager, invited: Invited): Promise<{ readonly path: string }> {
  const { program, partner } = invited;
  const person = await addOwner(manager, invited);
  const secret = makeSecret();
  const id = randomId('inv');
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + HOLDS_MS);
  await manager.insert(Invitation, { id, program, partner, person, secretHash: secret.hash, createdAt, expiresAt });
  return { path: `/invitation#${id}.${secret.text}` };
}

/** Makes a person, who may be there already, the owner of a partner; answers its id. */
export async function addOwner(
  manager: EntityManager,
  { program, partner, email, name, locale, by }: Invited,
): Promise<string> {
  const person = await addPerson(manager, { email, name: name === null ? null : name.slice(0, 200), locale, by });
  await addMember(manager, { person: person.id, program, partner, role: 'owner' }, by);
  return person.id;
}

/** Lets a person in by its invitation, this once: it gets a token of its own. */
export async function redeemInvitation(manager: EntityManager, text: string): Promise<Redeemed> {
  const [id = '', secret = ''] = text.split('.');
  const invitation = await manager.findOne(Invitation, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (invitation === null || !isSecretOf(secret, [invitation.secretHash])) return { state: 'unknown' };
  if (invitation.usedAt !== null) return { state: 'used' };
  if (invitation.expiresAt.getTime() <= Date.now()) return { state: 'expired' };
  await manager.update(Invitation, { id }, { usedAt: new Date() });
  const { person } = invitation;
  const token = await issuePersonToken(manager, { person, name: 'invitation', expiresAt: null, by: person });
  return { state: 'in', person, token: token.text, invitation };
}
