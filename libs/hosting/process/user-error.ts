import { Fault, type FaultKind } from '@ledger/kernel/fault';

/** With which status a command ends. */
export const EXIT_STATUS: Readonly<Record<FaultKind, number>> = { mend: 2, wait: 1, refused: 1, defect: 1 };

/** Something the user can mend: shown as one clear line, without a stack; the exit status is 2 unless given. */
export class UserError extends Fault {
  override readonly name = 'UserError';
  override readonly kind = 'mend';

  constructor(
    message: string,
    readonly exitStatus = EXIT_STATUS.mend,
  ) {
    super(message);
  }
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
