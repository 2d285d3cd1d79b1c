import { Inject, Injectable } from '@nestjs/common';
import { addPerson, disablePerson, findPersonByEmail, knownPerson } from '@ledger/desk/people/add-person';
import { listPeople, withAllTheyAre, type ListedPerson } from '@ledger/desk/people/list-people';
import { addMember, membersOf, removeMember, type PartnerOfProgram } from '@ledger/desk/people/memberships';
import { Person } from '@ledger/desk/people/person.entity';
import { issuePersonToken, revokePersonToken, tokensOfPerson } from '@ledger/desk/people/person-tokens';
import type { PartnerRole } from '@ledger/desk/people/roles';
import { giveStaffRole, takeStaffRole, type RoleOfStaff } from '@ledger/desk/people/staff-roles';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { DataSource, In, type EntityManager } from 'typeorm';
import { orProblem } from './or-problem';

/** Persons, their roles, memberships and tokens, each action whole or not at all. */
@Injectable()
export class PeopleService {
  constructor(@Inject(API_DATA_SOURCE) private readonly dataSource: DataSource) {}

  list(page: { readonly after: string | null; readonly limit: number }): Promise<readonly ListedPerson[]> {
    return this.in((manager) => listPeople(manager, page));
  }

  find(id: string): Promise<ListedPerson> {
    return this.in((manager) => whole(manager, id));
  }

  /** By e-mail; null: nobody has it. */
  findByEmail(email: string): Promise<ListedPerson | null> {
    return this.in(async (manager) => {
      const person = await findPersonByEmail(manager, email);
      return person === null ? null : whole(manager, person.id);
    });
  }

  add(person: Parameters<typeof addPerson>[1]): Promise<ListedPerson> {
    return this.in(async (manager) => whole(manager, (await addPerson(manager, person)).id));
  }

  disable(id: string, isDisabled: boolean): Promise<ListedPerson> {
    return this.in(async (manager) => {
      await disablePerson(manager, id, isDisabled);
      return whole(manager, id);
    });
  }

  giveRole(role: RoleOfStaff, by: string): Promise<ListedPerson> {
    return this.in(async (manager) => {
      await giveStaffRole(manager, role, by);
      return whole(manager, role.person);
    });
  }

  takeRole(role: RoleOfStaff): Promise<ListedPerson> {
    return this.in(async (manager) => {
      await takeStaffRole(manager, role);
      return whole(manager, role.person);
    });
  }

  members(partner: PartnerOfProgram): Promise<readonly ListedPerson[]> {
    return this.in(async (manager) => {
      const ids = (await membersOf(manager, partner)).map(({ person }) => person);
      return withAllTheyAre(manager, await manager.find(Person, { where: { id: In(ids) }, order: { id: 'ASC' } }));
    });
  }

  addMember(member: PartnerOfProgram & { readonly person: string; readonly role: PartnerRole }, by: string) {
    return this.in(async (manager) => {
      await addMember(manager, member, by);
      return whole(manager, member.person);
    });
  }

  removeMember(member: PartnerOfProgram & { readonly person: string }): Promise<ListedPerson> {
    return this.in(async (manager) => {
      await removeMember(manager, member);
      return whole(manager, member.person);
    });
  }

  issueToken(token: Parameters<typeof issuePersonToken>[1]): ReturnType<typeof issuePersonToken> {
    return this.in((manager) => issuePersonToken(manager, token));
  }

  tokens(person: string): ReturnType<typeof tokensOfPerson> {
    return this.in(async (manager) => {
      await knownPerson(manager, person);
      return tokensOfPerson(manager, person);
    });
  }

  revokeToken(person: string, id: string): Promise<void> {
    return this.in((manager) => revokePersonToken(manager, { person, id }));
  }

  private in<T>(act: (manager: EntityManager) => Promise<T>): Promise<T> {
    return orProblem(this.dataSource.transaction(act));
  }
}

async function whole(manager: EntityManager, id: string): Promise<ListedPerson> {
  const [listed] = await withAllTheyAre(manager, [await knownPerson(manager, id)]);
  if (listed === undefined) throw new TypeError('one person was asked for and none was answered');
  return listed;
}
