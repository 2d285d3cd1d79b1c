import { Fault, type FaultKind } from '@ledger/kernel/fault';

/** Something that is told to the user in one clear line: most often they can mend it. */
export class UserError extends Fault {
  override readonly name = 'UserError';

  constructor(
    message: string,
    readonly kind: Exclude<FaultKind, 'defect'> = 'mend',
  ) {
    super(message);
  }
}
