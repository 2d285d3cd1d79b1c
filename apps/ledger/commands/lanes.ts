import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { answerSkip, askToSkip, skipAnswer } from '@ledger/hosting/service/lane-skips';
import { haltedLanes } from '@ledger/hosting/local-cluster/halted-lanes';
import { dataDirOption } from './data-dir-option';
import { withLedger, type OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { UserError } from '@ledger/hosting/process/user-error';
import { say } from '@ledger/hosting/process/print';
import { SETTINGS } from '../settings';
import { personArgument } from './person-argument';

/** The service may have to look through the whole log for the record's verdict. */
const ANSWER_TIMEOUT_MS = 120_000;
const POLL_MS = 250;

interface SkipFlags {
  readonly data: string;
  readonly record: string;
  readonly reason: string;
  readonly by: string;
}

/** `ledger lanes skip`: past a record that stops a lane of the cluster. */
export function addLanesCommand(program: Command): void {
  const lanes = program.command('lanes').description('lanes of the cluster that a record has stopped');
  lanes
    .command('skip')
    .description(
      'put a record aside that stops a lane and has no verdict yet: it becomes a dead letter, and the lane goes on',
    )
    .addOption(
      new Option('--record <topic/partition/offset>', 'the record, as "ledger status" names it')
        .argParser(recordArgument)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--reason <text>', 'why, for those who ask later').argParser(textArgument).makeOptionMandatory(),
    )
    .addOption(new Option('--by <name>', 'who decided it').argParser(personArgument).default(userInfo().username))
    .addOption(dataDirOption())
    .action(skip);
}

async function skip({ data, record, reason, by }: SkipFlags): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async (ledger) => {
    await refuseUnlessStopped(ledger, record);
    const id = await askToSkip(ledger.pool, { record, reason, askedBy: by });
    await untilAnswered(ledger, id);
    say(`${record} was put aside: "ledger dead-letters list" has it, with your reason, and the lane goes on`);
  });
}

async function refuseUnlessStopped({ readModels }: OpenLedger, record: string): Promise<void> {
  const stoppedAt = (await haltedLanes(readModels)).flatMap((lane) => (lane.record === null ? [] : [lane.record]));
  if (stoppedAt.includes(record)) return;
  const others =
    stoppedAt.length === 0 ? 'no lane is stopped at a record' : `lanes are stopped at ${stoppedAt.join(', ')}`;
  throw new UserError(`no lane is stopped at ${record}, so there is nothing to skip: ${others}`, 'refused');
}

async function untilAnswered({ pool }: OpenLedger, id: string): Promise<void> {
  const deadline = Date.now() + ANSWER_TIMEOUT_MS;
  for (;;) {
    const answered = await skipAnswer(pool, id);
    if (answered?.answer === 'put aside') return;
    if (answered !== null) throw new UserError(`it is not put aside: ${answered.detail}`, 'refused');
    if (Date.now() > deadline && (await answerSkip(pool, id, 'withdrawn', 'no service answered'))) {
      throw new UserError('no service answered, and nothing was changed: does the service of that lane run?', 'wait');
    }
    await sleep(POLL_MS);
  }
}

function recordArgument(text: string): string {
  if (!/^[\w.-]+\/\d{1,9}\/\d{1,18}$/.test(text)) {
    throw new InvalidArgumentError('topic/partition/offset, such as partner-ledger.checkout.v1/0/83');
  }
  return text;
}

function textArgument(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('must not be empty');
  return text.trim().slice(0, 1_000);
}
