import { listPeople, type ListedPerson } from '@ledger/desk/people/list-people';
import { textTable } from '@ledger/documents/text-table';
import type { EntityManager } from 'typeorm';

const PAGE = 500;

/** Prints every person, by id, with roles and partners. */
export async function printPeople(manager: EntityManager, format: 'table' | 'json'): Promise<void> {
  const people: ListedPerson[] = [];
  for (let page = await listPeople(manager, { after: null, limit: PAGE }); page.length > 0;) {
    people.push(...page);
    page = await listPeople(manager, { after: page.at(-1)?.person.id ?? null, limit: PAGE });
  }
  process.stdout.write(format === 'json' ? `${JSON.stringify(people.map(shown), null, 2)}\n` : asTable(people));
}

function shown({ person, roles, memberships }: ListedPerson) {
  const { id, email, name, disabledAt } = person;
  return {
    ...{ id, email, name, disabled: disabledAt !== null },
    roles: roles.map(({ program, role }) => ({ program: program === '' ? null : program, role })),
    memberships: memberships.map(({ program, partner, role }) => ({ program, partner, role })),
  };
}

function asTable(people: readonly ListedPerson[]): string {
  if (people.length === 0) return 'no people\n';
  const rows = people
    .map(shown)
    .map(({ id, email, name, disabled, roles, memberships }) => [
      ...[id, email, name ?? '', disabled ? 'disabled' : ''],
      roles.map(({ program, role }) => (program === null ? role : `${role} in ${program}`)).join(', '),
      memberships.map(({ program, partner, role }) => `${role} of ${program}/${partner}`).join(', '),
    ]);
  return `${textTable(['id', 'e-mail', 'name', 'state', 'staff', 'partners'], rows)}\n`;
}
