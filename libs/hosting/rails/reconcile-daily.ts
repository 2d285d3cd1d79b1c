import { instant, type Instant } from '@ledger/kernel/instant';
import { pause } from '@ledger/messaging/back-off';
import type { PostgresReconciliations } from '@ledger/rails/desk/postgres-reconciliations';
import { RULINGS } from '@ledger/rails/reconciliation/difference';
import {
  reconcileRail,
  type Reconciliation,
  type ReconciliationGround,
} from '@ledger/rails/reconciliation/reconcile-rail';
import type { WatchedRail } from '@ledger/rails/sender/heed-rails';
import { comparedSince } from './reconciliation-ground';

export interface ReconcileDaily {
  readonly rails: ReadonlyMap<string, WatchedRail>;
  readonly ground: ReconciliationGround;
  readonly desk: PostgresReconciliations;
  readonly clockOf: (program: string) => Instant | null;
  readonly warn: (line: string) => void;
}

const DAY_MS = 86_400_000;
const LOOK_MS = 5_000;
/** A rail on this machine is asked more often, as the time of events passes quickly; never more often than so. */
const NEAR_MS = 30_000;

/** Compares log and rails once a day, by whichever process has its turn, and keeps what differs; until the signal. */
export async function reconcileDaily(options: ReconcileDaily, signal: AbortSignal): Promise<void> {
  const { rails, warn } = options;
  const days = new Map<string, number>();
  const told = new Map<string, string>();
  while (!signal.aborted) {
    for (const [name, watched] of rails) {
      try {
        await takeTurn(name, watched, options, { days, told });
      } catch (error) {
        warn(`reconciliation with ${name}: ${error instanceof Error ? error.message : String(error)}; tried again`);
      }
    }
    await pause(LOOK_MS, signal);
  }
}

interface Before {
  /** Up to which day of the programs' clocks a rail on this machine was compared. */
  readonly days: Map<string, number>;
  readonly told: Map<string, string>;
}

async function takeTurn(name: string, { rail, recheckMs }: WatchedRail, options: ReconcileDaily, before: Before) {
  const { ground, desk, warn } = options;
  const isNear = recheckMs < DAY_MS;
  const day = await dayShown(options);
  // By the time of events a day may pass in a second, or none in a week.
  if (isNear && day <= (before.days.get(name) ?? -Infinity)) return;
  if (!(await desk.takeTurn(name, isNear ? NEAR_MS : DAY_MS))) return;
  before.days.set(name, day);
  const since = comparedSince(Date.now());
  // What goes by hand is asked of nobody: all of it is compared, at no rail's cost.
  const isByHand = name === 'manual';
  const window =
    isNear || isByHand
      ? { madeSince: null, listedSince: new Date(0) }
      : { madeSince: instant(since), listedSince: new Date(since - DAY_MS) };
  const report = await reconcileRail(ground, { name, rail: isByHand ? null : rail, ...window });
  await desk.keep(report, { by: 'the ledger, daily', program: null });
  const line = inShort(report);
  if (line !== null && before.told.get(name) !== line) warn(line);
  before.told.set(name, line ?? '');
}

/** The latest day that the clock of any program shows. */
async function dayShown({ ground, clockOf }: ReconcileDaily): Promise<number> {
  const clocks = (await ground.programs()).map((program) => clockOf(program) ?? 0);
  return Math.floor(Math.max(0, ...clocks) / DAY_MS);
}

function inShort({ rail, outcome, why, differences }: Reconciliation): string | null {
  if (outcome === 'unknown') return `reconciliation with ${rail}: it did not tell all its transfers (${why})`;
  const forPerson = differences.filter(({ kind }) => RULINGS[kind].needsPerson).length;
  if (forPerson === 0) return null;
  return `reconciliation with ${rail}: ${forPerson} differences need a person (ledger reconcile --last)`;
}
