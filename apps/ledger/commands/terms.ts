import { InvalidArgumentError, Option, type Command } from 'commander';
import { textTable } from '@ledger/documents/text-table';
import { formatDate } from '@ledger/kernel/calendar';
import { formatInstant, instant, type Instant } from '@ledger/kernel/instant';
import { changesOfTerms } from '@ledger/program/changes-of-terms';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import { loadTermsFile } from '@ledger/program/load-terms-file';
import { publicationData, publicationEvent } from '@ledger/program/publication-of-terms';
import type { TermsOfFile } from '@ledger/program/refuse-versions';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { describeDifference, previewOf, type Preview } from '@ledger/runner/publishing/publication-preview';
import { lastClosedMonth } from '@ledger/read-models/postgres/queries/last-closed-month';
import { shellWord, typed } from '@ledger/hosting/process/command-name';
import { say } from '@ledger/hosting/process/print';
import { dataDirOption } from './data-dir-option';
import { personArgument } from './person-argument';
import { recordFact } from './record-fact';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { isTermsFile, namedTerms, versionOf } from './terms/named-terms';
import { termsOfLedger, termsShown } from './terms/terms-of-ledger';
import { UserError } from '@ledger/hosting/process/user-error';
import { withReadModels } from './with-read-models';

type Format = 'text' | 'json';
type PublicationFlags = Pick<PublishFlags, 'acknowledge' | 'by'>;

interface PublishFlags {
  readonly data: string;
  readonly dryRun?: boolean;
  readonly hash?: string;
  readonly acknowledge?: boolean;
  readonly by?: string;
  readonly format: Format;
}

const TERMS = 'a file of terms (.yaml), a program, or a version of one (plixo@2)';

/** `ledger terms`: the terms of the programs, as the log has them, and the way to publish the next version. */
export function addTermsCommand(program: Command): void {
  const terms = program.command('terms').description('The terms of the programs: their versions, and the next one.');
  terms
    .command('list')
    .description('List the versions of the terms of all programs.')
    .addOption(dataDirOption())
    .action(list);
  terms
    .command('show')
    .description('Print a version of a program’s terms as canonical JSON, as terms.published holds them.')
    .argument('<name>', 'a program, or a file of terms (.yaml)')
    .addOption(new Option('--version <n>', 'this version (default: the latest)').argParser(versionArgument))
    .addOption(dataDirOption())
    .action(show);
  terms
    .command('diff')
    .description('Say in what terms differ.')
    .argument('<a>', TERMS)
    .argument('<b>', TERMS)
    .addOption(formatOption())
    .addOption(dataDirOption())
    .action(diff);
  terms
    .command('publish')
    .description('Publish the next version of a program’s terms, or the first of a new program, after a preview.')
    .argument('<file>', 'the terms (.yaml), with the version’s number and its first day')
    .option('--dry-run', 'publish nothing: say what it would change, and the hash of that')
    .option('--hash <hash>', 'the hash of the preview, which publishing asks for')
    .option('--acknowledge', 'partners that it concerns must acknowledge it')
    .option('--by <name>', 'who publishes it', personArgument)
    .addOption(formatOption())
    .addOption(dataDirOption())
    .action(publish);
}

async function list({ data }: { data: string }): Promise<void> {
  const { programs } = await termsOfLedger(data);
  const rows = [...programs.values()].flatMap((each) => each.versions.map((terms) => rowOf(each, terms)));
  say(textTable(['program', 'version', 'from', 'for', 'published'], rows));
}

function rowOf({ calendar }: ProgramTerms, terms: ProgramTerms['versions'][number]): string[] {
  const { program, version, effectiveFrom, appliesTo, publishedAt } = terms;
  const published = publishedAt === null ? 'before all facts' : formatInstant(publishedAt);
  return [program, String(version), formatDate(calendar.dateAt(effectiveFrom)), appliesTo, published];
}

async function show(name: string, { data, version = null }: { data: string; version?: number | null }): Promise<void> {
  const terms = isTermsFile(name)
    ? loadTermsFile(name).terms
    : versionOf(name, version, (await termsOfLedger(data)).programs);
  say(JSON.stringify(termsToJson(terms), null, 2));
}

async function diff(a: string, b: string, { data, format }: { data: string; format: Format }): Promise<void> {
  const areFiles = isTermsFile(a) && isTermsFile(b);
  const programs = areFiles ? new Map<string, ProgramTerms>() : (await termsOfLedger(data)).programs;
  const [before, after] = [namedTerms(a, programs), namedTerms(b, programs)];
  const changes = changesOfTerms(before, after);
  say(format === 'json' ? asJson({ before, after, changes }) : describeDifference(before, after, changes));
}

async function publish(file: string, flags: PublishFlags): Promise<void> {
  const loaded = loadTermsFile(file);
  await withReadModels(flags.data, (ledger) => publishOn(ledger, loaded, flags));
}

async function publishOn(
  ledger: OpenLedger,
  { file, terms }: TermsOfFile,
  { data, dryRun = false, hash, format, ...flags }: PublishFlags,
): Promise<void> {
  const { acknowledge = false, by } = flags;
  const { program } = terms;
  const { programs, clocks } = await termsShown(ledger);
  const closedThrough = await lastClosedMonth(ledger.readModels, program);
  const before = { known: programs.get(program), closedThrough };
  const preview = previewOf({ file, terms }, before, { acknowledge });
  if (!dryRun) refuseUnseen(file, preview, hash, flags);
  else if (format === 'json') say(asJson(preview));
  else
    say(`${describeDifference(preview.before, preview.after, preview.changes)}\n${howToPublish(file, preview, flags)}`);
  if (dryRun) return;
  const event = eventOf(preview, clocks.get(program) ?? null);
  const more = { ...(acknowledge ? { acknowledge } : {}), ...(by === undefined ? {} : { by }) };
  const ground = { dataDir: data, ledger, programs: programs.keys(), about: 'terms' };
  const answer = await recordFact(ground, { ...event, data: { ...event.data, ...more } });
  if (answer.verdict === 'rejected') throw new UserError(`nothing was published: ${answer.code} (${answer.detail})`);
  say(
    `version ${preview.after.version} of ${program} is ${answer.verdict === 'ignored' ? 'published already' : 'published'}`,
  );
}

/** At the program's own time, so that no clock jumps; a program that is new begins when its terms do, or now. */
function eventOf({ after, hash }: Preview, clock: Instant | null) {
  const at = clock ?? instant(Math.min(after.effectiveFrom, Date.now()));
  return publicationEvent(after, at, `terms-${after.version}-${hash}`);
}

function refuseUnseen(file: string, preview: Preview, hash: string | undefined, flags: PublicationFlags): void {
  if (hash === preview.hash) return;
  const why =
    hash === undefined
      ? 'publishing asks for the hash of its preview'
      : `${hash} is not the hash of what publishing would change now`;
  throw new UserError(`${why}: "${publishing(file, '--dry-run', flags)}" shows it; nothing was published`);
}

function howToPublish(file: string, { hash }: Preview, flags: PublicationFlags): string {
  return `hash ${hash}\nnothing was published; to publish it: ${publishing(file, `--hash ${hash}`, flags)}`;
}

/** The command that previews or publishes a file with the same options: the hash stands for --acknowledge, too. */
function publishing(file: string, how: string, { acknowledge, by }: PublicationFlags): string {
  const more = `${acknowledge === true ? ' --acknowledge' : ''}${by === undefined ? '' : ` --by ${shellWord(by)}`}`;
  return typed(`terms publish ${shellWord(file)} ${how}${more}`);
}

function asJson({ before, after, changes, hash }: Omit<Preview, 'hash'> & { readonly hash?: string }): string {
  const sides = { before: before && publicationData(before), after: publicationData(after) };
  return JSON.stringify({ ...sides, changes, ...(hash === undefined ? {} : { hash }) }, null, 2);
}

function formatOption(): Option {
  return new Option('--format <format>', 'in words, or as JSON').choices(['text', 'json']).default('text');
}

function versionArgument(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('a version is a whole number from 1 on');
  return Number(text);
}
