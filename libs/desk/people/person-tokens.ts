import { IsNull, type EntityManager } from 'typeorm';
import { knownPerson } from './add-person';
import { makeDeskToken } from './desk-token';
import { PeopleRefused } from './people-refused';
import { PersonToken } from './person-token.entity';

export interface NewPersonToken {
  readonly person: string;
  /** What it is used for, 1 to 100 characters. */
  readonly name: string;
  /** null: it does not expire. */
  readonly expiresAt: Date | null;
  /** The principal who asks for it. */
  readonly by: string;
}

/**
 * Makes a token by which a person is known; its text is answered this once, only its hash is kept.
 *
 * @throws PeopleRefused a person not known or disabled, a name that is none, an end that is past
 */
export async function issuePersonToken(
  manager: EntityManager,
  { person, name, expiresAt, by }: NewPersonToken,
): Promise<{ readonly id: string; readonly text: string }> {
  const { disabledAt } = await knownPerson(manager, person);
  if (disabledAt !== null) throw new PeopleRefused(`the person ${person} may not come in`);
  if (name.trim() === '' || name.length > 100) throw new PeopleRefused('a token needs a name of 1 to 100 characters');
  if (expiresAt !== null && expiresAt.getTime() <= Date.now()) {
    throw new PeopleRefused(`a token that expires at ${expiresAt.toISOString()} would be useless from the start`);
  }
  const { id, text, hash } = makeDeskToken('plp');
  await manager.insert(PersonToken, { id, person, name, hash, createdAt: new Date(), createdBy: by, expiresAt });
  return { id, text };
}

/** Makes a person's token useless from now on. Throws PeopleRefused where there is none such. */
export async function revokePersonToken(manager: EntityManager, { person, id }: { person: string; id: string }) {
  const token = await manager.findOneBy(PersonToken, { id, person });
  if (token === null) throw new PeopleRefused(`the person ${person} has no token ${id}`, true);
  await manager.update(PersonToken, { id, revokedAt: IsNull() }, { revokedAt: new Date() });
}

/** Every token that a person was given, oldest first, without its hash. */
export async function tokensOfPerson(manager: EntityManager, person: string): Promise<Omit<PersonToken, 'hash'>[]> {
  const tokens = await manager.find(PersonToken, { where: { person }, order: { createdAt: 'ASC', id: 'ASC' } });
  return tokens.map(({ hash: _hash, ...token }) => token);
}
