import type { EntityManager } from 'typeorm';
import { knownPerson } from './add-person';
import { PeopleRefused } from './people-refused';
import type { StaffRole } from './roles';
import { StaffRoleOfPerson } from './staff-role.entity';

export interface RoleOfStaff {
  readonly person: string;
  /** null: in all programs. */
  readonly program: string | null;
  readonly role: StaffRole;
}

/** Gives a person a role among the staff; does nothing where it has it. Throws PeopleRefused for a person not known. */
export async function giveStaffRole(manager: EntityManager, { person, program, role }: RoleOfStaff, by: string) {
  await knownPerson(manager, person);
  const given = { person, program: program ?? '', role, givenAt: new Date(), givenBy: by };
  await manager.createQueryBuilder().insert().into(StaffRoleOfPerson).values(given).orIgnore().execute();
}

/** Takes a role back. Throws PeopleRefused where the person has it not. */
export async function takeStaffRole(manager: EntityManager, { person, program, role }: RoleOfStaff): Promise<void> {
  const { affected } = await manager.delete(StaffRoleOfPerson, { person, program: program ?? '', role });
  if (affected !== 0) return;
  const where = program === null ? 'in all programs' : `in ${program}`;
  throw new PeopleRefused(`the person ${person} has not the role ${role} ${where}`, true);
}
