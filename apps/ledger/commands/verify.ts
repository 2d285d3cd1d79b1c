import { InvalidArgumentError, Option, type Command } from 'commander';
import { headText, parseHead, type LogHead } from '@ledger/event-store/log-head';
import { describeLog, describeRows } from '@ledger/proof/verify/describe-verdict';
import { stagePositions } from '@ledger/proof/verify/stage-positions';
import { verifyLog } from '@ledger/proof/verify/verify-log';
import { verifyRows, type RowsVerdict } from '@ledger/proof/verify/verify-rows';
import { editionOf, FIRST_EDITION, refuseUnknown } from '@ledger/runner/edition';
import { checkPersonalKey } from '@ledger/runner/personal/check-key';
import { recordedPrograms } from '@ledger/runner/recorded-programs';
import { showProgress } from './show-progress';
import { dataDirOption } from './data-dir-option';
import { withLedger, type OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { say as sayLine, sayBeside } from '@ledger/hosting/process/print';
import { SETTINGS } from '../settings';

interface VerifyFlags {
  readonly data: string;
  /** True: print the head; a head: the log has to begin with it. */
  readonly head?: true | LogHead;
}

/** `ledger verify`: the whole log, its decisions and the rows of the read models; the first fault is named. */
export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description(
      'Check the whole log: hashes, decisions made again, rows of the read models. Exit 1 at the first fault.',
    )
    .addOption(
      new Option(
        '--head [noted]',
        'check the hashes alone and print the head of the log, to be noted elsewhere; with a head noted before: check that the log still begins with it, and all the rest',
      ).argParser(headArgument),
    )
    .addOption(dataDirOption())
    .action(verify);
}

async function verify({ data, head }: VerifyFlags): Promise<void> {
  await withLedger({ dataDir: data, settings: SETTINGS }, async (ledger) => {
    await checkPersonalKey(ledger);
    const edition = await editionOf(ledger.store);
    refuseUnknown(edition);
    const programs = await recordedPrograms(ledger.store);
    const decides = head !== true && edition !== FIRST_EDITION;
    const noted = typeof head === 'object' ? head : null;
    const log = await verified(ledger, { programs, decides, noted });
    const lines = describeLog(log, decides, noted);
    if (log.fault !== null) return fail(lines);
    if (head === true) return say([headText(log.head)]);
    say(lines);
    if (!decides) return say([notCrossed()]);
    const rows = await verifiedRows(ledger);
    if (isSound(rows)) say(describeRows(rows));
    else fail(describeRows(rows));
  });
}

type Asked = { readonly programs: Awaited<ReturnType<typeof recordedPrograms>> };

async function verified(
  ledger: OpenLedger,
  asked: Asked & { readonly decides: boolean; readonly noted: LogHead | null },
) {
  const { store, personalData, concealer, pool } = ledger;
  const { programs, decides, noted } = asked;
  // Before the log is read: what is recorded meanwhile is not asked for.
  const decidedTo = await stagePositions(pool);
  const last = Number(await store.lastPosition());
  const progress = showProgress(store.positionsHaveNoGaps ? last : null, 'log');
  try {
    return await verifyLog({
      store,
      personalData,
      concealer,
      programs,
      reExecute: decides,
      noted,
      decidedTo,
      onProgress: (events) => progress.advance(events),
    });
  } finally {
    progress.stop();
  }
}

async function verifiedRows({ store, readModels, settings }: OpenLedger): Promise<RowsVerdict> {
  const progress = showProgress(Number(await store.lastPosition()), 'rows');
  let shown = 0n;
  try {
    return await verifyRows({
      readersMayTakeMs: settings.readersMayTakeMs,
      say: sayBeside,
      store,
      readModels,
      onProgress: (position) => {
        progress.advance(Number(position - shown));
        shown = position;
      },
    });
  } finally {
    progress.stop();
  }
}

function isSound(verdict: RowsVerdict): boolean {
  return verdict.rows === 'none' || (verdict.rows === 'compared' && verdict.difference === null);
}

function notCrossed(): string {
  return `this log was decided by edition ${FIRST_EDITION} of the rules, which this release does not have: only hashes were checked (ledger upgrade judges it anew)`;
}

function headArgument(text: string): LogHead {
  const head = parseHead(text);
  if (head === null) throw new InvalidArgumentError('a head as ledger verify --head prints it (ledger-head:1:…)');
  return head;
}

function fail(lines: readonly string[]): void {
  say(lines);
  process.exitCode = 1;
}

function say(lines: readonly string[]): void {
  for (const line of lines) sayLine(line);
}
