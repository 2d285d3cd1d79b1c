import type { Command } from 'commander';
import { formatInstant, instant } from '@ledger/kernel/instant';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { noSuchProgram } from '../no-such-program';
import { dataDirOption } from './data-dir-option';
import { addDebtorCommands } from './rails/debtor';
import { addOnboardCommand } from './rails/onboard-partner';
import { recordFact } from './record-fact';
import { termsShown } from './terms/terms-of-ledger';
import { withReadModels } from './with-read-models';

interface ConnectFlags {
  readonly data: string;
  readonly program: string;
}

/** Under which source this command tells that a rail is there. */
const SOURCE = 'ledger/rails-connect';

/** `ledger rails`: by what the payouts of a program go out. */
export function addRailsCommand(program: Command): void {
  const rails = program.command('rails').description('By what the payouts of a program go out.');
  rails
    .command('connect')
    .description('Let payouts that are made by this rail from now on wait for its answer, for good.')
    .argument('<rail>', 'stripe, paypal or manual: one that the terms of the program offer')
    .requiredOption('--program <name>', 'the program')
    .addOption(dataDirOption())
    .action(connect);
  addDebtorCommands(rails);
  addOnboardCommand(rails);
}

async function connect(rail: string, { data, program }: ConnectFlags): Promise<void> {
  await withReadModels(data, async (ledger) => {
    const { programs, clocks } = await termsShown(ledger);
    if (!programs.has(program)) throw noSuchProgram(program, programs.keys());
    // At the program's own time, so that no clock jumps.
    const at = clocks.get(program) ?? instant(Date.now());
    const time = formatInstant(at);
    const envelope = { specversion: '1.0', id: `${rail}-${time}`, source: SOURCE, type: 'rail.connected', time };
    const ground = { dataDir: data, ledger, programs: programs.keys(), about: 'rails-connect' };
    const answer = await recordFact(ground, { ...envelope, program, data: { rail } });
    if (answer.verdict === 'rejected') {
      throw new UserError(`${rail} is not connected to ${program}: ${answer.code} (${answer.detail})`);
    }
    say(`${rail} is connected to ${program}: payouts that are made by it from now on wait for its answer`);
  });
}
