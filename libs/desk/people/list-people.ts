import { In, type EntityManager } from 'typeorm';
import { Membership } from './membership.entity';
import { Person } from './person.entity';
import { StaffRoleOfPerson } from './staff-role.entity';

/** A person with all that it is. */
export interface ListedPerson {
  readonly person: Person;
  readonly roles: readonly StaffRoleOfPerson[];
  readonly memberships: readonly Membership[];
}

/** So many persons from an id on (exclusive; null: from the first), by id. */
export async function listPeople(
  manager: EntityManager,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly ListedPerson[]> {
  const query = manager.createQueryBuilder(Person, 'person').orderBy('person.id').limit(limit);
  if (after !== null) query.where('person.id > :after', { after });
  return withAllTheyAre(manager, await query.getMany());
}

/** Persons with their roles and memberships, in the given order. */
export async function withAllTheyAre(
  manager: EntityManager,
  people: readonly Person[],
): Promise<readonly ListedPerson[]> {
  const person = In(people.map(({ id }) => id));
  const [roles, memberships] = await Promise.all([
    manager.find(StaffRoleOfPerson, { where: { person }, order: { program: 'ASC', role: 'ASC' } }),
    manager.find(Membership, { where: { person }, order: { program: 'ASC', partner: 'ASC' } }),
  ]);
  return people.map((one) => ({
    person: one,
    roles: roles.filter((role) => role.person === one.id),
    memberships: memberships.filter((membership) => membership.person === one.id),
  }));
}
