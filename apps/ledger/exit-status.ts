import { CommanderError } from 'commander';
import { faultKindOf, isOneLine } from '@ledger/kernel/fault';
import { sayBeside } from '@ledger/hosting/process/print';
import { EXIT_STATUS, isDiskRefusing, isReaderGone, UserError } from '@ledger/hosting/process/user-error';

/**
 * Says what a command failed with, and answers its exit status: 0 for help and for a reader that went away, 2 for what
 * the user can mend, 1 for a server that is away, a log that is not as it was recorded, and a defect of ours (with its
 * stack).
 */
export function exitStatusOf(error: unknown): number {
  if (isReaderGone(error)) return 0;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (isOneLine(error) || isDiskRefusing(error)) sayBeside(error.message);
  else sayBeside(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return error instanceof UserError ? error.exitStatus : EXIT_STATUS[faultKindOf(error)];
}
