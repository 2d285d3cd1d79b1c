import type { EntityManager } from 'typeorm';
import { knownPerson } from './add-person';
import { Membership } from './membership.entity';
import { PeopleRefused } from './people-refused';
import type { PartnerRole } from './roles';

export interface PartnerOfProgram {
  readonly program: string;
  readonly partner: string;
}

/** Makes a person an owner or member of a partner; one who is the other becomes it. Throws PeopleRefused for a person not known. */
export async function addMember(
  manager: EntityManager,
  { person, program, partner, role }: PartnerOfProgram & { readonly person: string; readonly role: PartnerRole },
  by: string,
): Promise<void> {
  await knownPerson(manager, person);
  await manager.upsert(Membership, { person, program, partner, role, givenAt: new Date(), givenBy: by }, [
    'person',
    'program',
    'partner',
  ]);
}

/** Ends a membership. Throws PeopleRefused where there is none, or where the partner would be left without an owner. */
export async function removeMember(
  manager: EntityManager,
  { person, program, partner }: PartnerOfProgram & { readonly person: string },
): Promise<void> {
  const members = await manager.find(Membership, {
    where: { program, partner },
    lock: { mode: 'pessimistic_write' },
  });
  const member = members.find((one) => one.person === person);
  if (member === undefined) {
    throw new PeopleRefused(`the person ${person} does not belong to ${partner} in ${program}`, true);
  }
  const owners = members.filter(({ role }) => role === 'owner');
  if (member.role === 'owner' && owners.length === 1 && members.length > 1) {
    throw new PeopleRefused(`${person} is the only owner of ${partner}: make another its owner first`);
  }
  await manager.delete(Membership, { person, program, partner });
}

/** Who belongs to a partner. */
export function membersOf(manager: EntityManager, { program, partner }: PartnerOfProgram): Promise<Membership[]> {
  return manager.find(Membership, { where: { program, partner }, order: { person: 'ASC' } });
}
