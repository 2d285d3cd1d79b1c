import { Command } from 'commander';
import { simulateYear } from './simulate-year';

interface Flags {
  readonly seeds: string;
  readonly from: string;
  readonly rate: string;
}

/** `npm run simulate:rails -- [--seeds N] [--from S] [--rate 0.01]`. */
async function main(): Promise<void> {
  const program = new Command('simulate:rails')
    .description('A year of all five programs over the rails, with faults and kills, and whether the books agree.')
    .option('--seeds <n>', 'how many seeds', '3')
    .option('--from <s>', 'the first seed', '1')
    .option('--rate <r>', 'how often a request meets a fault, and a process dies at a moment that it passes', '0.01');
  program.parse();
  const { seeds, from, rate } = program.opts<Flags>();
  let failed = 0;
  for (let seed = Number(from); seed < Number(from) + Number(seeds); seed += 1) {
    const { kills, judge } = await simulateYear(seed, Number(rate));
    const { wrong, counts } = await judge();
    const what = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
    process.stdout.write(
      `seed ${seed}: ${what.sort().join(', ')}; ${kills} kills: ${wrong.join('; ') || 'all agrees'}\n`,
    );
    if (wrong.length > 0) failed += 1;
  }
  process.exitCode = failed > 0 ? 1 : 0;
}

void main();
