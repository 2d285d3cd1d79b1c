import { TermsFileError } from '@ledger/program/load-terms-file';
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

/** Runs something whose errors of settings are for the user. Throws UserError for those. */
export function userErrorIfClear<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    const isClear = error instanceof SettingsError || error instanceof TermsFileError;
    throw isClear ? new UserError(error.message) : error;
  }
}
