import type { ListedPerson } from '@ledger/desk/people/list-people';

/** What a person is, as the audit keeps it. */
export function rolesOf({ roles, memberships }: ListedPerson): object {
  return {
    roles: roles.map(({ program, role }) => (program === '' ? role : `${role} in ${program}`)),
    memberships: memberships.map(({ program, partner, role }) => `${role} of ${program}/${partner}`),
  };
}
