import { Fault } from '@ledger/kernel/fault';

/** A token that cannot be issued or revoked; the message is one line that says what to do instead. */
export class TokenRefused extends Fault {
  override readonly name = 'TokenRefused';
  override readonly kind = 'mend';
}
