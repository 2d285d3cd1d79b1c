import { Fault } from '@ledger/kernel/fault';

/** Why something is not done about batches, payees and debtors. */
export type RefusalKind =
  /** There is no such batch or payout. */
  | 'not_found'
  /** It does not fit what was done before. */
  | 'state'
  /** Something is to be entered, or given, first. */
  | 'lacks'
  /** Somebody else did something with it at this moment. */
  | 'overtaken';

/** One line for who asked: what is not done, why, and what to do. */
export class BankRefusal extends Fault {
  override readonly name = 'BankRefusal';
  override readonly kind = 'mend';

  constructor(
    readonly because: RefusalKind,
    message: string,
  ) {
    super(message);
  }
}
