import { Fault } from '@ledger/kernel/fault';

/** Settings that cannot be used; the message is one line that names every setting and what would be right. */
export class SettingsError extends Fault {
  override readonly name = 'SettingsError';
  override readonly kind = 'mend';
}
