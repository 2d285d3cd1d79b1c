import { Option, type Command } from 'commander';
import { RAILS } from '@ledger/contracts/decided-words';
import { UserError } from '@ledger/hosting/process/user-error';
import { dataDirOption } from './data-dir-option';
import { personArgument } from './person-argument';
import { decideOnTransfer } from './recover/decide-on-transfer';
import { goLive } from './recover/go-live';
import { noteMove } from './recover/note-move';
import { raiseEpoch } from './recover/raise-epoch';
import { showRecovery } from './recover/show-recovery';

export interface RecoverFlags {
  readonly data: string;
  readonly raiseEpoch?: boolean;
  readonly goLive?: boolean;
  readonly moved?: boolean;
  readonly take?: string;
  readonly other?: string;
  readonly rail?: string;
  readonly by?: string;
  readonly reason?: string;
  readonly evidence?: string;
}

/** `ledger recover`: how a ledger goes on that was restored from an earlier state, copied or moved. */
export function addRecoverCommand(program: Command): void {
  program
    .command('recover')
    .description(
      'After a restore: send nothing until a person has looked at what the rails show; without options, show it.',
    )
    .option(
      '--raise-epoch',
      'this ledger was restored from an earlier state, or is a copy: nothing leaves it from now on',
    )
    .option('--take <transfer>', 'this transfer of an earlier epoch paid the payout that it names')
    .option(
      '--other <transfer>',
      'this one pays nothing that this ledger owes; what is to be done about it is done elsewhere',
    )
    .option('--go-live', 'all is looked at: money and webhooks leave again')
    .option('--moved', 'it is the same ledger, as it was, at another place; the one that it came from is gone for good')
    .addOption(new Option('--rail <name>', 'the rail of the transfer').choices(RAILS))
    .option('--by <name>', 'who says so', personArgument)
    .option('--reason <text>', 'why, for --raise-epoch and --moved')
    .option('--evidence <text>', 'by what, for --take, --other and --go-live')
    .addOption(dataDirOption())
    .action(recover);
}

function recover(flags: RecoverFlags): Promise<void> {
  const { raiseEpoch: raised = false, take, other, goLive: live = false, moved = false } = flags;
  const said = [raised, take !== undefined, other !== undefined, live, moved].filter(Boolean).length;
  if (said > 1) throw new UserError('say one of --raise-epoch, --take, --other, --go-live and --moved at a time');
  const { data } = flags;
  if (raised) return raiseEpoch(data, { by: needed(flags, 'by'), reason: needed(flags, 'reason') });
  if (moved) return noteMove(data, { by: needed(flags, 'by'), reason: needed(flags, 'reason') });
  if (live) return goLive(data, { by: needed(flags, 'by'), evidence: flags.evidence ?? null });
  const transfer = take ?? other;
  if (transfer === undefined) return showRecovery(data);
  const as = take === undefined ? 'other' : 'payment';
  const spoken = { rail: needed(flags, 'rail'), by: needed(flags, 'by'), evidence: needed(flags, 'evidence') };
  return decideOnTransfer(data, transfer, { as, ...spoken });
}

function needed(flags: RecoverFlags, name: 'by' | 'reason' | 'evidence' | 'rail'): string {
  const value = flags[name];
  if (value === undefined || value.trim() === '') throw new UserError(`say --${name}`);
  return value;
}
