import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { benchCluster } from './bench-cluster';
import { benchEmbedded } from './bench-embedded';
import { machine, say } from './bench-report';
import { writeHistory } from './history-file';
import type { RunOptions, Shape } from './run-options';

interface Flags {
  readonly runtime: 'embedded' | 'cluster';
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
    .description('Measure a runtime against what the same Postgres (and the same Kafka) can do at best.')
    .addOption(new Option('--runtime <name>', 'what is measured').choices(['embedded', 'cluster']).default('embedded'))
    .option('--events <n>', 'events of a history', wholeNumber, 100_000)
    .option('--rounds <n>', 'rounds, of which the medians are shown', wholeNumber, 3)
    .option('--seed <n>', 'seed of the histories', wholeNumber, 1)
    .option('--program <name>', 'preset whose terms apply', 'plixo')
    .option('--shapes <list>', `of ${SHAPES.join(', ')}`, shapesFrom, SHAPES)
    .option('--no-phases', 'embedded: do not look where the time goes')
    .parse()
    .opts<Flags>();
  const folder = await mkdtemp(join(tmpdir(), 'ledger-bench-'));
  try {
    await bench(flags, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bench(flags: Flags, folder: string): Promise<void> {
  const { runtime, events, rounds, seed, program, shapes, phases } = flags;
  const histories = shapes.map((shape): RunOptions => {
    return { program, shape, events, seed, file: join(folder, `${shape}.ndjson`) };
  });
  for (const options of histories) await writeHistory(options);
  say(
    `${runtime}: ${events} events of ${program}, seed ${seed}, ${rounds} round(s) of ${shapes.join(' and ')}; ${machine()}`,
  );
  if (runtime === 'cluster') await benchCluster(histories, rounds);
  else await benchEmbedded(histories, rounds, phases);
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

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
