import { Option, type Command } from 'commander';
import { RAILS } from '@ledger/contracts/decided-words';
import { howBegun } from '@ledger/hosting/data-folder/how-begun';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { comparedSince, reconciliationGround } from '@ledger/hosting/rails/reconciliation-ground';
import { railAtHand } from '@ledger/hosting/rails/rails-at-hand';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { DAY_MS, instant, type Instant } from '@ledger/kernel/instant';
import { PostgresReconciliations, type KeptReport } from '@ledger/rails/desk/postgres-reconciliations';
import { RULINGS } from '@ledger/rails/reconciliation/difference';
import {
  notCompared,
  reconcileRail,
  type Reconciliation,
  type ReconciliationGround,
} from '@ledger/rails/reconciliation/reconcile-rail';
import { noSuchProgram } from '../no-such-program';
import { dataDirOption } from './data-dir-option';
import { personArgument } from './person-argument';
import { reportJson, reportText } from './reconcile/report-text';
import { termsShown } from './terms/terms-of-ledger';
import { timeArgument } from './time-argument';
import { withReadModels } from './with-read-models';

interface ReconcileFlags {
  readonly data: string;
  readonly rail?: string;
  readonly program?: string;
  readonly since?: Instant;
  readonly last?: boolean;
  readonly by: string;
  readonly format: 'table' | 'json';
}

/** `ledger reconcile`: what the log says was paid, compared with what the rails say they sent. */
export function addReconcileCommand(program: Command): void {
  program
    .command('reconcile')
    .description(
      'Compare what the log says was paid with what the rails say they sent; ends with 1 where a person is needed.',
    )
    .addOption(new Option('--rail <name>', 'with this rail (default: all that payouts were made by)').choices(RAILS))
    .option('--program <name>', 'payouts of this program (default: all)')
    .option(
      '--since <date>',
      'payouts made since then (default: the last 35 days; by the time of events, all)',
      timeArgument,
    )
    .addOption(new Option('--last', 'ask nobody: show what was found last').conflicts('since'))
    .option('--by <name>', 'who looks', personArgument, 'a command')
    .addOption(new Option('--format <format>', 'how to print it').choices(['table', 'json']).default('table'))
    .addOption(dataDirOption())
    .action(reconcile);
}

async function reconcile(flags: ReconcileFlags): Promise<void> {
  const { data, rail, program, last = false, format } = flags;
  await withReadModels(data, async (ledger) => {
    const { programs } = await termsShown(ledger);
    if (program !== undefined && !programs.has(program)) throw noSuchProgram(program, programs.keys());
    const desk = new PostgresReconciliations(ledger.pool);
    if (!last) await compareAll(ledger, desk, program === undefined ? [...programs.keys()] : [program], flags);
    const ofOne = program !== undefined;
    const kept = (await desk.latest({ ofOne })).filter(({ report }) => rail === undefined || report.rail === rail);
    if (kept.length === 0) return say(last ? 'nothing was compared yet' : 'no payout was made by a rail that answers');
    for (const each of kept) say(format === 'json' ? reportJson(each) : reportText(each));
    if (kept.some(needsPerson)) process.exitCode = 1;
  });
}

function needsPerson({ report }: KeptReport): boolean {
  return report.outcome === 'unknown' || report.differences.some(({ kind }) => RULINGS[kind].needsPerson);
}

async function compareAll(
  ledger: OpenLedger,
  desk: PostgresReconciliations,
  programs: readonly string[],
  { rail, program, since, by }: ReconcileFlags,
): Promise<void> {
  const { store, pool, personalData, dataDir } = ledger;
  const ground = reconciliationGround({ store, pool, personalData, programs: () => Promise.resolve(programs) });
  await ground.payouts.follow(() => Promise.resolve(programs));
  const used = new Set(ground.payouts.all.map((each) => each.rail as string));
  const byEvents = (await howBegun(dataDir, store))?.clock !== 'wall';
  for (const name of rail === undefined ? [...used].sort() : [rail]) {
    const report = await compare(ledger, ground, name, windowOf(since ?? null, byEvents));
    await desk.keep(report, { by, program: program ?? null });
  }
}

/** What a rail says of when it made a transfer is by this machine's clock, whatever the time of events is. */
function windowOf(since: Instant | null, byEvents: boolean) {
  if (byEvents) return { madeSince: since, listedSince: new Date(0) };
  const from = since ?? instant(comparedSince(Date.now()));
  return { madeSince: from, listedSince: new Date(from - DAY_MS) };
}

async function compare(
  { dataDir, settings }: OpenLedger,
  ground: ReconciliationGround,
  name: string,
  window: ReturnType<typeof windowOf>,
): Promise<Reconciliation> {
  try {
    const rail = name === 'manual' ? null : await railAtHand(name, dataDir, settings.rails);
    return await reconcileRail(ground, { name, rail, ...window });
  } catch (error) {
    if (error instanceof UserError) return notCompared(name, error.message);
    throw error;
  }
}
