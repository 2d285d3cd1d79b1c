import { Fault } from '@ledger/kernel/fault';

/** What cannot be done with a person, a role or a token; the message is one line that says what to do instead. */
export class PeopleRefused extends Fault {
  override readonly name = 'PeopleRefused';
  override readonly kind = 'mend';

  constructor(
    message: string,
    /** There is no such person or token; else what is there does not allow it. */
    readonly isMissing = false,
  ) {
    super(message);
  }
}
