import type { Command } from 'commander';
import { addAccessesCommand } from './tax/accesses';
import { addFormsCommands } from './tax/forms-commands';
import { addTinCommands } from './tax/tin-commands';
import { addTotalsCommand } from './tax/totals';

/** `ledger tax`: forms and numbers of partners, and what a payer reports of a year (docs/tax.md). */
export function addTaxCommand(program: Command): void {
  const tax = program
    .command('tax')
    .description('tax forms and numbers of partners, and what a payer reports of a year');
  addTotalsCommand(tax);
  addFormsCommands(tax);
  addTinCommands(tax);
  addAccessesCommand(tax);
}
