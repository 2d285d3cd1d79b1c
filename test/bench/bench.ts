import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { Command, InvalidArgumentError } from 'commander';
import { writeHistory } from './history-file';
import { measureApart } from './measure-apart';
import { runOnce, type RunFigures } from './run-once';
import type { RunOptions, Shape } from './run-options';
import { compareShapes, summaryOf, type SummaryRow } from './summary';

interface Flags {
  readonly events: number;
  readonly rounds: number;
  readonly seed: number;
  readonly program: string;
  readonly shapes: readonly Shape[];
  readonly phases: boolean;
}

const SHAPES: readonly Shape[] = ['uniform', 'hot-partner'];

/** `npm run bench`: speed as ratios against floors that are measured in the same run (docs/benchmark.md). */
async function main(): Promise<void> {
  const flags = new Command('bench')
    .description('Measure the embedded runtime against what the same Postgres can do at best.')
    .option('--events <n>', 'events of a history', wholeNumber, 100_000)
    .option('--rounds <n>', 'rounds, of which the medians are shown', wholeNumber, 3)
    .option('--seed <n>', 'seed of the histories', wholeNumber, 1)
    .option('--program <name>', 'preset whose terms apply', 'plixo')
    .option('--shapes <list>', `of ${SHAPES.join(', ')}`, shapesFrom, SHAPES)
    .option('--no-phases', 'do not look where the time goes')
    .parse()
    .opts<Flags>();
  const folder = await mkdtemp(join(tmpdir(), 'ledger-bench-'));
  try {
    await bench(flags, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bench({ events, rounds, seed, program, shapes, phases }: Flags, folder: string): Promise<void> {
  const options = (shape: Shape): RunOptions => ({
    program,
    shape,
    events,
    seed,
    file: join(folder, `${shape}.ndjson`),
  });
  for (const shape of shapes) await writeHistory(options(shape));
  const runs = new Map<Shape, RunFigures[]>(shapes.map((shape) => [shape, []]));
  say(`${events} events of ${program}, seed ${seed}, ${rounds} round(s) of ${shapes.join(' and ')}; ${machine()}`);
  for (let round = 1; round <= rounds; round += 1) {
    for (const shape of shapes) {
      runs.get(shape)?.push(await runOnce(options(shape)));
      say(`round ${round}, ${shape}: measured, invariants hold, load ${loadavg()[0]?.toFixed(1)}`);
    }
  }
  for (const [shape, figures] of runs) show(shape, summaryOf(figures, events));
  const compared = compareShapes(runs);
  if (compared.length > 0) show('shapes', compared);
  if (!phases) return;
  for (const shape of shapes) await showPhases(options(shape));
}

function show(title: string, rows: readonly SummaryRow[]): void {
  const table = plainTable([title, 'by the clock', 'by processor time', 'aim']);
  for (const { what, wall, processor, aim } of rows) table.push([what, wall, processor, aim]);
  say(table.toString());
}

async function showPhases(options: RunOptions): Promise<void> {
  const phases = await measureApart('phases', options);
  const table = plainTable([`where ${options.shape} spends its time`, 'ms', 'share']);
  const allMs = phases.reduce((sum, { ms }) => sum + ms, 0);
  for (const { phase, ms } of phases) table.push([phase, Math.round(ms), `${Math.round((100 * ms) / allMs)} %`]);
  say(table.toString());
}

/** Without lines between the rows, to be pasted into a document. */
function plainTable(head: string[]): Table.Table {
  const none = { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' };
  return new Table({ head, chars: none, style: { head: [], border: [] } });
}

function machine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model ?? 'processor'}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('a whole number above 0 is needed');
}

function shapesFrom(text: string): Shape[] {
  return text.split(',').map((name) => {
    const shape = SHAPES.find((each) => each === name);
    if (shape === undefined) throw new InvalidArgumentError(`${name} is none of ${SHAPES.join(', ')}`);
    return shape;
  });
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
