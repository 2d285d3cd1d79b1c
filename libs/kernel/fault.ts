/**
 * Whose turn it is after an error:
 * - `mend`: who asked, or who runs this, can mend it from outside (a setting, a file, an address) and try again;
 * - `wait`: what is needed is away: the same succeeds later;
 * - `refused`: it is not done, whatever is typed and however long one waits, until somebody has looked (a log that is not
 *   what was recorded, a server that denies its rights);
 * - `defect`: nobody foresaw it.
 */
export type FaultKind = 'mend' | 'wait' | 'refused' | 'defect';

/** An error that says whose turn it is; its message is one line for them. Each edge maps the kinds once. */
export abstract class Fault extends Error {
  abstract readonly kind: FaultKind;
}

/** Whose turn it is after whatever was thrown. */
export function faultKindOf(error: unknown): FaultKind {
  return error instanceof Fault ? error.kind : 'defect';
}

/** Whether the message of an error is for its reader as it is, without a stack. */
export function isOneLine(error: unknown): error is Fault {
  return faultKindOf(error) !== 'defect';
}
