import { Option, type Command } from 'commander';
import { formatMonth, type Month } from '@ledger/kernel/calendar';
import { formatInstant } from '@ledger/kernel/instant';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { closability, type MonthReview } from '@ledger/read-models/closing/month-review';
import { readMonthReview } from '@ledger/read-models/closing/read-month-review';
import { lastClosedMonth } from '@ledger/read-models/postgres/queries/last-closed-month';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { noSuchProgram } from '../no-such-program';
import { reviewJson } from './close/review-json';
import { openInShort, reviewText } from './close/review-text';
import { dataDirOption } from './data-dir-option';
import { monthArgument } from './month-argument';
import { personArgument } from './person-argument';
import { recordFact } from './record-fact';
import { termsShown } from './terms/terms-of-ledger';
import { bringUpToDate, withReadModels } from './with-read-models';

interface CloseFlags {
  readonly data: string;
  readonly program: string;
  readonly dryRun?: boolean;
  readonly by?: string;
  readonly format: 'text' | 'json';
}

/** Under which source this command closes months. */
const SOURCE = 'ledger/close';

/** `ledger close MONTH`: what is still open of a month, and then the fact that closes it (payouts.md, Closing). */
export function addCloseCommand(program: Command): void {
  program
    .command('close')
    .description('Close an accounting month, with all before it: its statements never change after that.')
    .argument('<month>', 'such as 2026-01', monthArgument)
    .requiredOption('--program <name>', 'the program')
    .option('--dry-run', 'close nothing: say what is still open, and what closing does')
    .option('--by <name>', 'who closes it', personArgument)
    .addOption(new Option('--format <format>', 'in words, or as JSON').choices(['text', 'json']).default('text'))
    .addOption(dataDirOption())
    .action(close);
}

async function close(month: Month, flags: CloseFlags): Promise<void> {
  await withReadModels(flags.data, async (ledger) => {
    const { programs } = await termsShown(ledger);
    const terms = programs.get(flags.program);
    if (terms === undefined) throw noSuchProgram(flags.program, programs.keys());
    const review = await reviewOf(ledger, terms, month);
    if (flags.dryRun === true) tell(review, 'dry_run', flags);
    else tell(review, await closeMonth(ledger, programs.keys(), review, flags), flags);
  });
}

function reviewOf({ readModels }: OpenLedger, { name, calendar }: ProgramTerms, month: Month): Promise<MonthReview> {
  return readProgram(readModels, name, (snapshot) => readMonthReview(snapshot, month, calendar));
}

type Outcome = 'dry_run' | 'closed' | 'closed_already';

/** Throws UserError where the ledger does not take the fact. */
async function closeMonth(
  ledger: OpenLedger,
  programs: Iterable<string>,
  review: MonthReview,
  { data, by }: CloseFlags,
): Promise<Outcome> {
  const { program, month, clock, endsAt } = review;
  const state = closability(review);
  if (state === 'closed') return 'closed_already';
  const period = formatMonth(month);
  if (state === 'not_ended' || clock === null) {
    throw new UserError(
      `${period} of ${program} is not closed: it ends at ${formatInstant(endsAt)}, and the program’s clock shows ${clock === null ? 'nothing yet' : formatInstant(clock)}`,
    );
  }
  // One id a month, and at the program's own time, so that no clock jumps.
  const event = { specversion: '1.0', id: `close-${period}`, source: SOURCE, type: 'period.closed', program };
  const ground = { dataDir: data, ledger, programs, about: 'close' };
  const body = { period, ...(by === undefined ? {} : { by }) };
  const answer = await recordFact(ground, { ...event, time: formatInstant(clock), data: body });
  if (answer.verdict !== 'rejected') return answer.verdict === 'ignored' ? 'closed_already' : 'closed';
  // Somebody else closed it meanwhile, also where an answer was lost and this is the second try.
  await bringUpToDate(ledger);
  const closedThrough = await lastClosedMonth(ledger.readModels, program);
  if (closedThrough !== null && closedThrough >= month) return 'closed_already';
  throw new UserError(`${period} of ${program} is not closed: ${answer.code} (${answer.detail})`);
}

function tell(review: MonthReview, outcome: Outcome, { format }: CloseFlags): void {
  if (format === 'json') {
    const state = outcome === 'dry_run' ? {} : { state: 'closed' };
    say(JSON.stringify({ outcome, ...reviewJson(review), ...state }, null, 2));
    return;
  }
  const { program, month, postsFrom } = review;
  if (outcome === 'dry_run') {
    say(`${reviewText(review)}\nnothing was closed`);
    return;
  }
  const open = openInShort(review);
  const was = outcome === 'closed' ? 'closed, with all before it' : 'closed already';
  say(
    `${formatMonth(month)} of ${program} is ${was}: what arrives later for it posts at ${formatInstant(postsFrom)} or later`,
  );
  if (outcome === 'closed' && open !== '') say(`still open when it was closed: ${open}`);
}
