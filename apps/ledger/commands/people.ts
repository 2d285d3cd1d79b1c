import { addPerson, disablePerson, findPersonByEmail, knownPerson } from '@ledger/desk/people/add-person';
import { addMember, removeMember } from '@ledger/desk/people/memberships';
import { issuePersonToken, revokePersonToken } from '@ledger/desk/people/person-tokens';
import { PeopleRefused } from '@ledger/desk/people/people-refused';
import { PARTNER_ROLES, STAFF_ROLES, type PartnerRole, type StaffRole } from '@ledger/desk/people/roles';
import { giveStaffRole, takeStaffRole } from '@ledger/desk/people/staff-roles';
import { parseInstantOrDay } from '@ledger/kernel/instant';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { EntityManager } from 'typeorm';
import { dataDirOption } from './data-dir-option';
import { actOnPeople as within, BY } from './people/act-on-people';
import { addPartnerTokenCommands } from './people/partner-token';
import { printPeople } from './people/print-people';

interface DataFlag {
  readonly data: string;
}

interface AddFlags extends DataFlag {
  readonly name?: string;
  readonly locale?: string;
}

interface RoleFlags extends DataFlag {
  readonly role: StaffRole;
  readonly program?: string;
}

interface MemberFlags extends DataFlag {
  readonly program: string;
  readonly partner: string;
  readonly role: PartnerRole;
}

interface TokenFlags extends DataFlag {
  readonly name: string;
  readonly expires?: Date;
}

const WHO = 'its id, or its e-mail';

/** `ledger people …`: persons of staff and partners, what they may do, and the tokens that let them in. */
export function addPeopleCommand(program: Command): void {
  const people = program.command('people').description('who may do what: persons, their roles, partners and tokens');
  const on = (name: string, description: string) =>
    people.command(name).description(description).addOption(dataDirOption());
  on('list', 'every person, with roles and partners')
    .addOption(new Option('--format <format>', 'how to print them').choices(['table', 'json']).default('table'))
    .action(({ format, data }: DataFlag & { format: 'table' | 'json' }) =>
      within(data, (manager) => printPeople(manager, format)),
    );
  on('add', 'add a person, and print its id')
    .argument('<email>', 'its e-mail')
    .option('--name <name>', 'its name')
    .option('--locale <language>', 'of mails to it, such as de')
    .action(add);
  addRoleCommands(on);
  addMemberCommands(on);
  addTokenCommands(on);
  addPartnerTokenCommands(people);
}

type On = (name: string, description: string) => Command;

function addRoleCommands(on: On): void {
  const role = () => new Option('--role <role>', 'of the staff').choices(STAFF_ROLES).makeOptionMandatory();
  on('grant', 'give a person a role among the staff')
    .argument('<person>', WHO)
    .addOption(role())
    .option('--program <name>', 'in this program only')
    .action((who: string, { role: given, program, data }: RoleFlags) =>
      within(
        data,
        async (manager) => {
          const person = await personOf(manager, who);
          await giveStaffRole(manager, { person, role: given, program: program ?? null }, BY);
          process.stdout.write(`${person} is ${given} in ${program ?? 'all programs'}\n`);
        },
        program,
      ),
    );
  on('withdraw', 'take a role back')
    .argument('<person>', WHO)
    .addOption(role())
    .option('--program <name>', 'that was given in this program only')
    .action((who: string, { role: taken, program, data }: RoleFlags) =>
      within(data, async (manager) => {
        const person = await personOf(manager, who);
        await takeStaffRole(manager, { person, role: taken, program: program ?? null });
        process.stdout.write(`${person} is no longer ${taken} in ${program ?? 'all programs'}\n`);
      }),
    );
  for (const [name, isDisabled] of [
    ['disable', true],
    ['enable', false],
  ] as const) {
    on(name, isDisabled ? 'let a person in no more' : 'let a person in again')
      .argument('<person>', WHO)
      .action((who: string, { data }: DataFlag) =>
        within(data, async (manager) => {
          const person = await personOf(manager, who);
          await disablePerson(manager, person, isDisabled);
          process.stdout.write(`${person} is ${name}d\n`);
        }),
      );
  }
}

function addMemberCommands(on: On): void {
  on('join', 'make a person an owner or a member of a partner')
    .argument('<person>', WHO)
    .requiredOption('--program <name>', 'the program')
    .requiredOption('--partner <id>', 'the partner')
    .addOption(new Option('--role <role>', 'what it is to it').choices(PARTNER_ROLES).default('owner'))
    .action((who: string, { program, partner, role, data }: MemberFlags) =>
      within(
        data,
        async (manager) => {
          const person = await personOf(manager, who);
          await addMember(manager, { person, program, partner, role }, BY);
          process.stdout.write(`${person} is ${role} of ${partner} in ${program}\n`);
        },
        program,
      ),
    );
  on('leave', 'end a membership')
    .argument('<person>', WHO)
    .requiredOption('--program <name>', 'the program')
    .requiredOption('--partner <id>', 'the partner')
    .action((who: string, { program, partner, data }: MemberFlags) =>
      within(data, async (manager) => {
        const person = await personOf(manager, who);
        await removeMember(manager, { person, program, partner });
        process.stdout.write(`${person} no longer belongs to ${partner} in ${program}\n`);
      }),
    );
}

function addTokenCommands(on: On): void {
  on('token', 'issue a token for a person; it is printed on standard output, this once')
    .argument('<person>', WHO)
    .requiredOption('--name <name>', 'what it is used for')
    .option('--expires <time>', 'useless from then on: a day or a time', timeArgument)
    .action((who: string, { name, expires, data }: TokenFlags) =>
      within(data, async (manager) => {
        const person = await personOf(manager, who);
        const token = { person, name, expiresAt: expires ?? null, by: BY };
        const { id, text } = await issuePersonToken(manager, token);
        process.stderr.write(`token ${id} of ${person}; only its hash is kept, so keep this:\n`);
        process.stdout.write(`${text}\n`);
      }),
    );
  on('revoke', 'make a token of a person useless')
    .argument('<person>', WHO)
    .argument('<token>', 'its id')
    .action((who: string, token: string, { data }: DataFlag) =>
      within(data, async (manager) => {
        await revokePersonToken(manager, { person: await personOf(manager, who), id: token });
        process.stdout.write(`token ${token} is revoked\n`);
      }),
    );
}

async function add(email: string, { name, locale, data }: AddFlags): Promise<void> {
  await within(data, async (manager) => {
    const person = await addPerson(manager, { email, name: name ?? null, locale: locale ?? null, by: BY });
    process.stdout.write(`${person.id}\n`);
  });
}

async function personOf(manager: EntityManager, who: string): Promise<string> {
  if (!who.includes('@')) return (await knownPerson(manager, who)).id;
  const person = await findPersonByEmail(manager, who);
  if (person === null) throw new PeopleRefused('nobody has that e-mail: ledger people add makes a person', true);
  return person.id;
}

function timeArgument(text: string): Date {
  const time = parseInstantOrDay(text);
  if (time !== null) return new Date(time);
  throw new InvalidArgumentError('a day (2027-01-31, from 00:00 UTC on) or a time (2027-01-31T18:00:00Z) is expected.');
}
