import { textTable } from '@ledger/documents/text-table';
import { parseInstantOrDay } from '@ledger/kernel/instant';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { issueToken } from '@ledger/service-kit/access/issue-token';
import { listTokens, type ListedToken } from '@ledger/service-kit/access/list-tokens';
import { revokeToken } from '@ledger/service-kit/access/revoke-token';
import { TOKEN_KINDS, TOPIC_NAMES, type TokenKind, type TopicName } from '@ledger/service-kit/access/token-kinds';
import { dataDirOption } from './data-dir-option';
import { withLedger, type OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { SETTINGS } from '../settings';
import { refuseUnknownProgram } from './refuse-unknown-program';

interface DataFlag {
  readonly data: string;
}

interface IssueFlags extends DataFlag {
  readonly kind: TokenKind;
  readonly name: string;
  readonly topics?: readonly TopicName[];
  readonly expires?: Date;
  readonly program?: string;
}

interface ListFlags extends DataFlag {
  readonly format: 'table' | 'json';
}

/** `ledger tokens issue|list|revoke`: who may send events and who may read. */
export function addTokensCommand(program: Command): void {
  const tokens = program.command('tokens').description('who may send events, and who may read');

  tokens
    .command('issue')
    .alias('create')
    .description('make a token; it is printed on standard output, this once')
    .addOption(
      new Option('--kind <kind>', 'admin: everything; ingest: sends events of its topics; finance: reads')
        .choices(TOKEN_KINDS)
        .makeOptionMandatory(),
    )
    .requiredOption('--name <name>', 'who uses it')
    .option('--topics <topics>', `of an ingest token, separated by commas: ${TOPIC_NAMES.join(', ')}`, topicNames)
    .option(
      '--expires <time>',
      'useless from then on: a day or a time, e.g. 2027-01-31 or 2027-01-31T18:00:00Z',
      timeArgument,
    )
    .option('--program <name>', 'for this program only: the others are not there for it')
    .addOption(dataDirOption())
    .action(issue);

  tokens
    .command('list')
    .description('every token that was ever issued, oldest first, without its secret')
    .addOption(new Option('--format <format>', 'how to print them').choices(['table', 'json']).default('table'))
    .addOption(dataDirOption())
    .action(list);

  tokens
    .command('revoke')
    .description('make a token useless from now on')
    .argument('<id>', 'its id in the list')
    .addOption(dataDirOption())
    .action(revoke);
}

async function issue({ kind, name, topics = [], expires, program, data }: IssueFlags): Promise<void> {
  await onLedger(data, async (ledger) => {
    if (program !== undefined) await refuseUnknownProgram(program, ledger);
    const { id, text } = await issueToken(ledger.api, { kind, name, topics, expiresAt: expires, program });
    const only = program === undefined ? '' : ` for ${program} only`;
    const until = expires === undefined ? '' : `, until ${expires.toISOString()}`;
    process.stderr.write(`token ${id} of kind ${kind}${only}${until}; only its hash is kept, so keep this:\n`);
    process.stdout.write(`${text}\n`);
  });
}

async function list({ format, data }: ListFlags): Promise<void> {
  await onLedger(data, async ({ api }) => {
    const tokens = await listTokens(api);
    process.stdout.write(format === 'json' ? `${JSON.stringify(tokens, null, 2)}\n` : asTable(tokens));
  });
}

async function revoke(id: string, { data }: DataFlag): Promise<void> {
  await onLedger(data, async ({ api }) => {
    await revokeToken(api, id);
    process.stdout.write(`token ${id} is revoked\n`);
  });
}

/** Lends the ledger in a data folder, which has the tokens. */
async function onLedger(dataDir: string, use: (ledger: OpenLedger) => Promise<void>): Promise<void> {
  await withLedger({ dataDir, settings: SETTINGS }, use);
}

function timeArgument(text: string): Date {
  const time = parseInstantOrDay(text);
  if (time !== null) return new Date(time);
  throw new InvalidArgumentError('a day (2027-01-31, from 00:00 UTC on) or a time (2027-01-31T18:00:00Z) is expected.');
}

function topicNames(text: string): readonly TopicName[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !(TOPIC_NAMES as readonly string[]).includes(name));
  if (unknown.length === 0) return names as TopicName[];
  throw new InvalidArgumentError(`there is no topic ${unknown.join(', ')}: choose from ${TOPIC_NAMES.join(', ')}.`);
}

function asTable(tokens: readonly ListedToken[]): string {
  if (tokens.length === 0) return 'no tokens\n';
  const rows = tokens.map(({ id, kind, topics, program, name, createdAt, expiresAt, revokedAt }) => {
    const times = [createdAt, expiresAt, revokedAt].map((time) => time?.toISOString() ?? '');
    return [id, kind, topics.join(', '), program ?? 'all', name, ...times];
  });
  return `${textTable(['id', 'kind', 'topics', 'program', 'name', 'issued', 'expires', 'revoked'], rows)}\n`;
}
