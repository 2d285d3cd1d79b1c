import { InvalidArgumentError, type Command } from 'commander';
import { MAX_RETENTION_YEARS } from '@ledger/documents/retention/retention';
import { say } from '@ledger/hosting/process/print';
import { dataDirOption } from './data-dir-option';
import { shelfOf } from './documents/shelf';
import { personArgument } from './person-argument';
import { withProgram } from './with-program';

interface RetentionFlags {
  readonly data: string;
  readonly program: string;
}

/** `ledger retention`: for how many years what was issued is kept. */
export function addRetentionCommand(program: Command): void {
  const retention = program.command('retention').description('for how many years what was issued is kept');
  retention
    .command('set')
    .description('Keep documents of a program for so many years after the one in which they were issued.')
    .requiredOption('--program <name>', 'the program')
    .requiredOption('--years <n>', `from 1 to ${MAX_RETENTION_YEARS}`, yearsArgument)
    .requiredOption('--by <name>', 'who decided so', personArgument)
    .addOption(dataDirOption())
    .action(set);
  retention
    .command('show')
    .description('For how many years documents of a program are kept.')
    .requiredOption('--program <name>', 'the program')
    .addOption(dataDirOption())
    .action(show);
}

async function set({ data, program, years, by }: RetentionFlags & { readonly years: number; readonly by: string }) {
  await withProgram(data, program, async (ledger) => {
    await shelfOf(ledger).setYears(program, years, by);
    say(told(program, years));
  });
}

async function show({ data, program }: RetentionFlags): Promise<void> {
  await withProgram(data, program, async (ledger) => say(told(program, await shelfOf(ledger).years(program))));
}

function told(program: string, years: number): string {
  return `documents of ${program} are kept for ${years} years after the one in which they were issued`;
}

function yearsArgument(text: string): number {
  const years = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : NaN;
  if (years >= 1 && years <= MAX_RETENTION_YEARS) return years;
  throw new InvalidArgumentError(`a whole number from 1 to ${MAX_RETENTION_YEARS}.`);
}
