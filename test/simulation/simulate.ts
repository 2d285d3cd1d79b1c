import { Command, InvalidArgumentError } from 'commander';
import { simulateSeed } from './simulate-seed';

/** `npm run simulate -- --seeds N [--from S]`, or `--seed S` to see one seed again, step by step. */
async function main(): Promise<void> {
  const program = new Command('simulate')
    .description('Run the cluster in one process, disturbed as seeds say, and compare each outcome with the replay.')
    .option('--seeds <n>', 'how many seeds', wholeNumber, 300)
    .option('--from <s>', 'the first seed', wholeNumber, 1)
    .option('--seed <s>', 'only this seed, with every step that its actors take', wholeNumber);
  program.parse();
  const { seeds, from, seed } = program.opts<{ seeds: number; from: number; seed?: number }>();
  const failed = seed === undefined ? await simulateMany(from, seeds) : await simulateOne(seed);
  process.exitCode = failed ? 1 : 0;
}

async function simulateOne(seed: number): Promise<boolean> {
  const { wrong, log, arrivals, disturbances } = await simulateSeed(seed);
  process.stdout.write(`${log.join('\n')}\n\n`);
  process.stdout.write(
    `seed ${seed}: ${arrivals} arrivals, ${disturbances} disturbances: ${wrong ?? 'equal to the replay'}\n`,
  );
  return wrong !== null;
}

async function simulateMany(from: number, seeds: number): Promise<boolean> {
  const startedAtMs = performance.now();
  let arrivals = 0;
  let disturbances = 0;
  const failed: number[] = [];
  for (let seed = from; seed < from + seeds; seed += 1) {
    const result = await simulateSeed(seed);
    arrivals += result.arrivals;
    disturbances += result.disturbances;
    if (result.wrong === null) continue;
    failed.push(seed);
    process.stdout.write(`seed ${seed} failed: ${result.wrong}\nsee it again: npm run simulate -- --seed ${seed}\n\n`);
  }
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  process.stdout.write(
    `${seeds} seeds, ${arrivals} arrivals, ${disturbances} disturbances, ${failed.length} failed, ${seconds} s\n`,
  );
  return failed.length > 0;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is needed');
  return value;
}

void main();
