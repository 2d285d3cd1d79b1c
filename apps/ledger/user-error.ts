import { LogBroken } from '@ledger/event-store/log-check';
import { TermsFileError } from '@ledger/program/load-terms-file';
import { MigrationChanged } from '@ledger/postgres/migrate';
import { RowsContradict } from '@ledger/read-models/postgres/rows-contradict';
import { EditionNotInForce, EditionUnknown } from '@ledger/runner/edition';
import { RecoveryDiffers } from '@ledger/runner/log/recovered-streams';
import { PersonalKeyDiffers } from '@ledger/runner/personal/check-key';
import { CannotListen } from '@ledger/service-kit/cannot-listen';
import { SettingsError } from '@ledger/service-kit/settings/settings-error';

/** Something the user can mend: shown as one clear line, without a stack; the exit status is 2 unless given. */
export class UserError extends Error {
  override readonly name = 'UserError';

  constructor(
    message: string,
    readonly exitStatus = 2,
  ) {
    super(message);
  }
}

/** Whether the message of an error is for the user as it is, one line without a stack: what can be mended from outside. */
export function isForTheUser(error: unknown): error is Error {
  return [
    UserError,
    SettingsError,
    TermsFileError,
    CannotListen,
    MigrationChanged,
    EditionUnknown,
    EditionNotInForce,
    PersonalKeyDiffers,
  ].some((kind) => error instanceof kind);
}

/** Whether an error says in its one line that the log is not as it has to be: nothing that can be typed mends that. */
export function isOfTheLog(error: unknown): error is Error {
  return [LogBroken, RecoveryDiffers, RowsContradict].some((kind) => error instanceof kind);
}

/** Whether who reads what is printed went away (`… | head`), which is no error. */
export function isReaderGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
