import {
  DEFAULT_DAYS,
  DEFAULT_OVERLAP_HOURS,
  issuePartnerToken,
  MOST_DAYS,
  MOST_OVERLAP_HOURS,
  revokePartnerToken,
  rotatePartnerToken,
  stateOfToken,
  tokensOfPartner,
  type IssuedPartnerToken,
} from '@ledger/desk/partner-tokens/partner-tokens';
import { TOKEN_SCOPES, type TokenScope } from '@ledger/desk/people/roles';
import { textTable } from '@ledger/documents/text-table';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { dataDirOption } from '../data-dir-option';
import { actOnPeople, BY } from './act-on-people';

interface OfPartner {
  readonly program: string;
  readonly partner: string;
  readonly data: string;
}

interface IssueFlags extends OfPartner {
  readonly name: string;
  readonly scope: readonly TokenScope[];
  readonly days: number;
}

interface RotateFlags extends OfPartner {
  readonly overlapHours: number;
}

/** `ledger people partner-token …`: the tokens of partners' machines. */
export function addPartnerTokenCommands(people: Command): void {
  const tokens = people.command('partner-token').description('the tokens of a partner’s machines');
  const on = (name: string, description: string) =>
    tokens
      .command(name)
      .description(description)
      .requiredOption('--program <name>', 'the program')
      .requiredOption('--partner <id>', 'the partner')
      .addOption(dataDirOption());
  on('issue', 'issue a token; it is printed on standard output, this once')
    .requiredOption('--name <name>', 'what it is used for')
    .addOption(new Option('--scope <scope...>', 'what it may be used for').choices(TOKEN_SCOPES).makeOptionMandatory())
    .option('--days <days>', `holds so many days, at most ${MOST_DAYS}`, wholeFrom(1, MOST_DAYS), DEFAULT_DAYS)
    .action(issue);
  on('list', 'the tokens of a partner, and when each was last used').action(list);
  on('rotate', 'issue a token in the place of another, which holds beside it for a while')
    .argument('<token>', 'its id')
    .option(
      '--overlap-hours <hours>',
      `so long the old one holds, at most ${MOST_OVERLAP_HOURS}`,
      wholeFrom(0, MOST_OVERLAP_HOURS),
      DEFAULT_OVERLAP_HOURS,
    )
    .action(rotate);
  on('revoke', 'make a token useless').argument('<token>', 'its id').action(revoke);
}

function issue({ program, partner, name, scope, days, data }: IssueFlags): Promise<void> {
  const asked = { program, partner, name, scopes: scope, expiresInDays: days, by: BY };
  return actOnPeople(data, async (manager) => print(await issuePartnerToken(manager, asked)), program);
}

function rotate(id: string, { program, partner, overlapHours, data }: RotateFlags): Promise<void> {
  const asked = { program, partner, id, overlapHours, by: BY };
  return actOnPeople(data, async (manager) => print(await rotatePartnerToken(manager, asked)));
}

function revoke(id: string, { program, partner, data }: OfPartner): Promise<void> {
  return actOnPeople(data, async (manager) => {
    await revokePartnerToken(manager, { program, partner, id });
    process.stdout.write(`token ${id} is revoked\n`);
  });
}

function list({ program, partner, data }: OfPartner): Promise<void> {
  return actOnPeople(
    data,
    async (manager) => {
      const tokens = await tokensOfPartner(manager, { program, partner });
      const rows = tokens.map((token) => [
        ...[token.id, token.name, token.scopes.join(' '), stateOfToken(token)],
        ...[token.expiresAt, token.lastUsedAt].map((at) => at?.toISOString() ?? ''),
        token.replacedBy ?? '',
      ]);
      const columns = ['id', 'name', 'scopes', 'state', 'expires', 'last used', 'replaced by'];
      process.stdout.write(rows.length === 0 ? 'no tokens\n' : `${textTable(columns, rows)}\n`);
    },
    program,
  );
}

function print({ token: { id, partner, expiresAt }, text }: IssuedPartnerToken): void {
  const until = expiresAt === null ? '' : ` until ${expiresAt.toISOString()}`;
  process.stderr.write(`token ${id} of ${partner}${until}; only its hash is kept, so keep this:\n`);
  process.stdout.write(`${text}\n`);
}

function wholeFrom(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,4}$/.test(text) ? Number(text) : NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`a whole number from ${least} to ${most} is expected.`);
  };
}
