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
