import { Option, type Command } from 'commander';
import { RAILS } from '@ledger/contracts/decided-words';
import { formatMoney } from '@ledger/documents/money-text';
import { textTable } from '@ledger/documents/text-table';
import { say } from '@ledger/hosting/process/print';
import { recoveriesOf } from '@ledger/hosting/rails/recoveries-of';
import { whyNotSent } from '@ledger/hosting/rails/rails-at-hand';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { readPrograms } from '@ledger/read-models/postgres/queries/program-snapshot';
import { PostgresBatches } from '@ledger/rails/desk/postgres-batches';
import { PostgresBodySeal } from '@ledger/rails/desk/postgres-body-seal';
import { PostgresRailHolds } from '@ledger/rails/desk/postgres-rail-holds';
import { EventStoreSendingLog } from '@ledger/rails/log/event-store-sending-log';
import type { BatchLine } from '@ledger/rails/manual/bank-batch';
import { keepingUpWithDesk } from '@ledger/rails/manual/keep-up-with-desk';
import { OpenPayouts } from '@ledger/rails/sender/open-payouts';
import { waitingPayout, type WaitingPayout } from '@ledger/rails/sender/waiting-payout';
import { noSuchProgram } from '../no-such-program';
import { dataDirOption } from './data-dir-option';
import { approvePayout, declinePayout } from './payouts/decide-on-proposal';
import { addBatchCommands } from './payouts/batch-commands';
import { holdRail, releaseRail } from './payouts/hold-rail';
import { contradictionsForPerson } from './payouts/contradictions-for-person';
import { differencesForPerson, type ListedPayout } from './payouts/differences-for-person';
import { listProposals } from './payouts/list-proposals';
import { previewRun } from './payouts/preview-run';
import { resolvePayout } from './payouts/resolve-payout';
import { personArgument } from './person-argument';
import { timeArgument } from './time-argument';
import { withReadModels } from './with-read-models';

interface ListFlags {
  readonly data: string;
  readonly program?: string;
  readonly needsAPerson?: boolean;
  readonly proposed?: boolean;
  readonly format: 'table' | 'json';
}

/** `ledger payouts`: the payouts that wait for the answer of their rails. */
export function addPayoutsCommand(program: Command): void {
  const payouts = program
    .command('payouts')
    .description('Payouts that wait: for the answer of their rails, or for a person.');
  payouts
    .command('list')
    .description('Each payout that was made and neither settled nor failed, and how far its sending came.')
    .option('--program <name>', 'of this program (default: all)')
    .option('--needs-a-person', 'those alone that nothing but a person brings on')
    .addOption(new Option('--proposed', 'instead: the proposals that wait for an approval').conflicts('needsAPerson'))
    .addOption(new Option('--format <format>', 'how to print them').choices(['table', 'json']).default('table'))
    .addOption(dataDirOption())
    .action(list);
  payouts
    .command('resolve')
    .description('Say what became of a payout that waits for a person; the rail is asked whether it is so.')
    .argument('<payout>', 'such as po-3')
    .requiredOption('--program <name>', 'the program')
    .option('--paid <transfer>', 'this transfer of the rail paid it')
    .option('--not-paid <code>', 'no money left for it: it fails, and is owed again')
    .option('--send-anew', 'no money left for it: it may be sent under a new key')
    .requiredOption('--by <name>', 'who says so', personArgument)
    .requiredOption('--evidence <text>', 'by what')
    .addOption(dataDirOption())
    .action(resolvePayout);
  payouts
    .command('preview')
    .description('What the next run will pay, what it will not and why, and what is otherwise than at the last run.')
    .option('--program <name>', 'of this program (default: all)')
    .option('--at <time>', 'the first run at or after it (default: the next that pays anything)', timeArgument)
    .addOption(new Option('--format <format>', 'how to print it').choices(['table', 'csv', 'json']).default('table'))
    .addOption(dataDirOption())
    .action(previewRun);
  addDecisions(payouts);
  addStopSwitch(payouts);
  addBatchCommands(payouts);
}

function addDecisions(payouts: Command): void {
  for (const [name, action, description] of [
    ['approve', approvePayout, 'Have a proposed payout made, by somebody else than who set up what it pays.'],
    ['decline', declinePayout, 'Withdraw a proposed payout: no run proposes exactly its lines again.'],
  ] as const) {
    payouts
      .command(name)
      .description(description)
      .argument('<payout>', 'such as po-3')
      .requiredOption('--program <name>', 'the program')
      .requiredOption('--by <name>', 'who decides so', personArgument)
      .option('--reason <text>', 'why')
      .addOption(dataDirOption())
      .action(action);
  }
}

function addStopSwitch(payouts: Command): void {
  for (const [name, action, description] of [
    ['hold', holdRail, 'Stop sending by a rail for a program; the ledger goes on deciding payouts, which wait.'],
    ['release', releaseRail, 'Let sending by a rail that was held go on.'],
  ] as const) {
    payouts
      .command(name)
      .description(description)
      .addOption(new Option('--rail <name>', 'which').choices(RAILS).makeOptionMandatory())
      .requiredOption('--program <name>', 'the program')
      .requiredOption('--by <name>', 'who decided so', personArgument)
      .requiredOption('--reason <text>', 'why')
      .addOption(dataDirOption())
      .action(action);
  }
}

async function list({ data, program, needsAPerson = false, proposed = false, format }: ListFlags): Promise<void> {
  await withReadModels(data, async (ledger) => {
    const known = (await readPrograms(ledger.readModels))
      .map(({ program: name }) => name)
      .filter((name) => name !== '');
    if (program !== undefined && !known.includes(program)) throw noSuchProgram(program, known);
    if (proposed) return listProposals(ledger, program === undefined ? known : [program], format);
    const waiting = (await waitingIn(ledger, program === undefined ? known : [program])).map(fieldsOf);
    if (!needsAPerson) return print(waiting, format, 'no payout is under way');
    const forPerson = waiting.filter((each) => each.forPerson !== null);
    const contradicting = await contradictionsForPerson(ledger, program === undefined ? known : [program]);
    const isListed = (each: ListedPayout) =>
      contradicting.some((other) => other.payout === each.payout && other.program === each.program);
    const differing = (await differencesForPerson(ledger, program ?? null)).filter((each) => !isListed(each));
    print([...forPerson, ...contradicting, ...differing], format, 'no payout waits for a person');
  });
}

function print(rows: readonly ListedPayout[], format: ListFlags['format'], none: string): void {
  if (format === 'json') for (const each of rows) say(JSON.stringify(each));
  else if (rows.length === 0) say(none);
  else say(textTable(HEAD, rows.map(cellsOf), { right: ['net'] }));
}

async function waitingIn(ledger: OpenLedger, programs: readonly string[]): Promise<WaitingPayout[]> {
  const { store, pool, dataDir, settings } = ledger;
  const payouts = new OpenPayouts(store);
  await payouts.follow(() => Promise.resolve(programs));
  const seal = new PostgresBodySeal(pool);
  const log = new EventStoreSendingLog(store, seal);
  const desk = new PostgresBatches(pool);
  const byHand = keepingUpWithDesk({ log, desk, seal });
  const holds = new PostgresRailHolds(pool);
  const all = await (await recoveriesOf(ledger)).heldBy();
  const waiting: WaitingPayout[] = [];
  for (const payout of payouts.all) {
    const hold = all ?? (await holds.heldBy(payout.program, payout.rail));
    const held = hold === null ? null : `held by ${hold.by}: ${hold.reason}`;
    const missing = held ?? whyNotSent(payout.rail, dataDir, settings.rails);
    if (payout.rail !== 'manual') waiting.push(await waitingPayout(payout, log, missing));
    else waiting.push(inBatch(await waitingPayout(payout, byHand, missing), await desk.linesOf(payout)));
  }
  return waiting;
}

/** The same, with the batch that a payout by hand is in. */
function inBatch(waiting: WaitingPayout, lines: readonly BatchLine[]): WaitingPayout {
  const line = lines.find(({ state }) => state !== 'given_up');
  const { forPerson } = waiting;
  return line === undefined || forPerson === null ? waiting : { ...waiting, forPerson: `${line.batch}: ${forPerson}` };
}

const HEAD = [
  ...['program', 'payout', 'partner', 'rail', 'net', 'currency', 'state', 'attempt'],
  'waits for a person because',
];

function fieldsOf({ payout: open, sending, forPerson }: WaitingPayout): ListedPayout {
  const { program, payout, partner, rail, currency, netMinor } = open;
  const attempt = sending?.attempt?.number ?? null;
  const state = sending?.state.name ?? null;
  return { program, payout, partner, rail, netMinor: String(netMinor), currency, state, attempt, forPerson };
}

function cellsOf({ program, payout, partner, rail, netMinor, currency, state, attempt, forPerson }: ListedPayout) {
  const net = netMinor === null ? '' : formatMoney(BigInt(netMinor), currency);
  const names = [program ?? '', payout ?? '', partner ?? '', rail, net, currency];
  return [...names, state ?? '?', String(attempt ?? ''), forPerson ?? ''];
}
