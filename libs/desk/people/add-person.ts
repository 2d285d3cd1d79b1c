import { randomInt } from 'node:crypto';
import { normalisedEmail } from '@ledger/stages/facts/normalised-email';
import type { EntityManager } from 'typeorm';
import { Person } from './person.entity';
import { PeopleRefused } from './people-refused';

/** Who is added, and by whom. */
export interface NewPerson {
  readonly email: string;
  readonly name: string | null;
  /** Of mails to it, such as `de`; null: that of the program. */
  readonly locale: string | null;
  /** The principal who adds it. */
  readonly by: string;
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 16;
const EMAIL = /^[^\s@]+@[^\s@]+$/;
const EMAIL_LENGTH = 254;

/**
 * Adds a person, or answers the one who has that e-mail already (its name and language stay as they are).
 *
 * @throws PeopleRefused an e-mail that is none, a name too long
 */
export async function addPerson(manager: EntityManager, { email, name, locale, by }: NewPerson): Promise<Person> {
  const given = email.trim();
  if (!EMAIL.test(given) || given.length > EMAIL_LENGTH) {
    throw new PeopleRefused('an e-mail is expected, such as anna@example.com, of at most 254 characters');
  }
  if (name !== null && (name.trim() === '' || name.length > 200)) {
    throw new PeopleRefused('a name has 1 to 200 characters');
  }
  const emailKey = normalisedEmail(given);
  const added = { id: personId(), email: given, emailKey, name, locale, createdAt: new Date(), createdBy: by };
  await manager.createQueryBuilder().insert().into(Person).values(added).orIgnore().execute();
  return manager.findOneByOrFail(Person, { emailKey });
}

/** @throws PeopleRefused there is no such person */
export async function knownPerson(manager: EntityManager, id: string): Promise<Person> {
  const person = await manager.findOneBy(Person, { id });
  if (person !== null) return person;
  throw new PeopleRefused(`there is no person ${id}`, true);
}

/** By its e-mail, as e-mails are compared; null: nobody has it. */
export function findPersonByEmail(manager: EntityManager, email: string): Promise<Person | null> {
  return manager.findOneBy(Person, { emailKey: normalisedEmail(email) });
}

/** Lets a person in no more (`isDisabled`), or again. */
export async function disablePerson(manager: EntityManager, id: string, isDisabled: boolean): Promise<void> {
  await knownPerson(manager, id);
  await manager.update(Person, { id }, { disabledAt: isDisabled ? new Date() : null });
}

function personId(): string {
  return `per_${Array.from({ length: ID_LENGTH }, () => DIGITS.charAt(randomInt(DIGITS.length))).join('')}`;
}
