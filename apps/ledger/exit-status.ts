import { CommanderError } from 'commander';
import { sayBeside } from '@ledger/hosting/process/print';
import { faultKindOf, isOneLine, type FaultKind } from '@ledger/kernel/fault';

/** With which status a command ends. */
const EXIT_STATUS: Readonly<Record<FaultKind, number>> = { mend: 2, wait: 1, refused: 1, defect: 1 };

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
  return EXIT_STATUS[faultKindOf(error)];
}

/** Whether the disk takes nothing (full, or read-only), which the error's one line says. */
export function isDiskRefusing(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && DISK_REFUSES.has(error.code);
}

const DISK_REFUSES: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EROFS']);

/** Whether who reads what is printed went away (`… | head`), which is no error. */
export function isReaderGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
